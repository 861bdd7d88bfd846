import { describe, expect, test } from "vitest";
import { startSandbox } from "../../../sandbox/server";
import { EPOCH_SEC, openSandbox, SandboxClient } from "./sandbox-client";

describe("connecting a shop", () => {
  test("the consent page escapes the state and offers both decisions", async () => {
    const { sandbox } = await openSandbox();
    const query = new URLSearchParams({ service_id: sandbox.serviceId, state: '"><script>' });
    const response = await fetch(`${sandbox.url}/open/authorize?${query}`);
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(page).not.toContain("<script>");
    expect(page).toContain('value="approve"');
    expect(page).toContain('value="decline"');
  });

  test("a link of an unknown app is refused", async () => {
    const { sandbox } = await openSandbox();
    expect((await fetch(`${sandbox.url}/open/authorize?service_id=1&state=x`)).status).toBe(400);
  });

  test("approval leads back with a code and the state, refusal with an error", async () => {
    const client = await openSandbox({ redirectUrl: "http://localhost:3999/back?keep=1" });
    const approved = await client.decide("approve");
    expect(approved.href).toMatch(/^http:\/\/localhost:3999\/back\?keep=1&/);
    expect(approved.searchParams.get("state")).toBe("s t&ate");
    expect(approved.searchParams.get("code")).toMatch(/^TTP_/);
    const declined = await client.decide("decline");
    expect(Object.fromEntries(declined.searchParams)).toMatchObject({
      code: "null",
      error: "auth_denied",
      state: "s t&ate",
    });
  });

  test("a code gives tokens with absolute ends once, and the shops follow", async () => {
    const client = await openSandbox();
    const query = { auth_code: await client.consent(), grant_type: "authorized_code" };
    const first = await client.tokenCall("get", query);
    expect(first.data).toMatchObject({
      access_token_expire_in: EPOCH_SEC + 604_800,
      seller_base_region: "US",
      user_type: 0,
    });
    expect(first.data.refresh_token_expire_in).toBeGreaterThan(4.8e9);
    expect(await client.tokenCall("get", query)).toMatchObject({ status: 200, code: 36004004 });
    client.token = first.data.access_token;
    const shops = await client.call("/authorization/202309/shops");
    expect(shops.data.shops).toEqual([
      expect.objectContaining({ cipher: client.cipher, region: "US", seller_type: "LOCAL" }),
    ]);
  });

  test("a code dies after 30 minutes", async () => {
    const client = await openSandbox();
    const code = await client.consent();
    await client.sandbox.control({ clock: { advanceSec: 1_800 } });
    expect(await client.tokenCall("get", { auth_code: code, grant_type: "authorized_code" })).toMatchObject({
      code: 36004004,
    });
  });

  test("token calls take only GET and the right grant type", async () => {
    const client = await openSandbox();
    const query = { auth_code: await client.consent(), grant_type: "authorization_code" };
    expect(await client.tokenCall("get", query)).toMatchObject({ code: 36009004 });
    expect((await client.tokenCall("get", query, "POST")).status).toBe(404);
  });

  test("an old refresh token works for five minutes more, or not at all in strict mode", async () => {
    const client = await openSandbox();
    const got = await client.tokenCall("get", {
      auth_code: await client.consent(),
      grant_type: "authorized_code",
    });
    const query = { refresh_token: got.data.refresh_token, grant_type: "refresh_token" };
    const refreshed = await client.tokenCall("refresh", query);
    expect(refreshed.data.refresh_token).not.toBe(got.data.refresh_token);
    await client.sandbox.control({ clock: { advanceSec: 299 } });
    expect((await client.tokenCall("refresh", query)).code).toBe(0);
    await client.sandbox.control({ clock: { advanceSec: 1 } });
    expect(await client.tokenCall("refresh", query)).toMatchObject({ status: 200, code: 36004005 });
    await client.sandbox.control({ refreshRotation: "strict" });
    const next = { ...query, refresh_token: refreshed.data.refresh_token };
    expect((await client.tokenCall("refresh", next)).code).toBe(0);
    expect((await client.tokenCall("refresh", next)).code).toBe(36004005);
  });

  test("an access token expires after seven days of the sandbox clock", async () => {
    const client = await (await openSandbox()).connect();
    await client.sandbox.control({ clock: { advanceSec: 604_799 } });
    expect((await client.call("/authorization/202309/shops")).code).toBe(0);
    await client.sandbox.control({ clock: { advanceSec: 1 } });
    const reply = await client.call("/authorization/202309/shops");
    expect(reply).toMatchObject({
      status: 401,
      code: 105002,
      message: expect.stringMatching(/^Expired credentials/),
    });
  });

  test("tokens outlive a restart, until they are revoked", async () => {
    const client = await (await openSandbox()).connect();
    const other = await startSandbox({ orders: 10, latencyMs: 0, epochSec: EPOCH_SEC, nowSec: EPOCH_SEC });
    try {
      const restarted = new SandboxClient(other);
      restarted.token = client.token;
      expect((await restarted.call("/authorization/202309/shops")).code).toBe(0);
      await other.control({ revokeTokens: true });
      expect((await restarted.call("/authorization/202309/shops")).code).toBe(105002);
      await restarted.connect();
      expect((await restarted.call("/authorization/202309/shops")).code).toBe(0);
    } finally {
      await other.close();
    }
  });

  test("revoked and expired are different ends of a token", async () => {
    const client = await openSandbox();
    const got = await client.tokenCall("get", {
      auth_code: await client.consent(),
      grant_type: "authorized_code",
    });
    const query = { refresh_token: got.data.refresh_token, grant_type: "refresh_token" };
    client.token = got.data.access_token;
    await client.sandbox.control({ expireAccessTokens: true });
    expect((await client.call("/authorization/202309/shops")).code).toBe(105002);
    expect((await client.tokenCall("refresh", query)).code).toBe(0);
    await client.sandbox.control({ revokeTokens: true });
    expect((await client.tokenCall("refresh", query)).code).toBe(36004005);
  });

  test("one authorisation covers all shops of the seller", async () => {
    const base = { timezone: "Europe/London", orders: 20, seed: 3 };
    const client = await openSandbox({
      shops: [
        { ...base, id: "1", name: "North", region: "GB", currency: "GBP", cipher: "ROW_north" },
        { ...base, id: "2", name: "South", region: "VN", currency: "VND", cipher: "ROW_south" },
      ],
    });
    await client.connect();
    const shops = await client.call("/authorization/202309/shops");
    expect(shops.data.shops.map((shop: { cipher: string }) => shop.cipher)).toEqual([
      "ROW_north",
      "ROW_south",
    ]);
    const south = await client.search({}, { shop_cipher: "ROW_south" });
    expect(south.data.orders[0]?.payment).toMatchObject({
      currency: "VND",
      total_amount: expect.stringMatching(/^\d+$/),
    });
  });
});
