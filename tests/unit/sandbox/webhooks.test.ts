import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { type CallOptions, openSandbox, type SandboxClient } from "./sandbox-client";

const PATH = "/event/202309/webhooks";
const ADDRESS = "https://app.example.com/api/tiktok/webhook";

interface Heard {
  authorization: string;
  body: string;
  told: { type: number; tts_notification_id?: string; shop_id: string; data: Record<string, unknown> };
}

/** An app that listens: what it heard, and the status it answers with. */
async function listener() {
  const heard: Heard[] = [];
  const answer = { status: 200 };
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    heard.push({ authorization: request.headers.authorization ?? "", body, told: JSON.parse(body) });
    response.writeHead(answer.status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  return { heard, answer, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` };
}

const quiet = (client: SandboxClient) =>
  expect.poll(() => client.sandbox.stats().webhooks.waiting, { interval: 5 }).toBe(0);

describe("registering an address for events", () => {
  const callShop = (client: SandboxClient, options: CallOptions, path = PATH) =>
    client.call(path, { query: { shop_cipher: client.cipher }, ...options });
  const put = (client: SandboxClient, body: unknown) =>
    callShop(client, { method: "PUT", body: JSON.stringify(body) });
  const listed = async (client: SandboxClient) =>
    (await callShop(client, { method: "GET" })).data as unknown as {
      total_count: number;
      webhooks: { event_type: string; address: string }[];
    };

  test("one address for each event, replaced, listed and deleted", async () => {
    const client = await (await openSandbox()).connect();
    expect(await listed(client)).toEqual({ total_count: 0, webhooks: [] });
    for (const event_type of ["ORDER_STATUS_CHANGE", "PACKAGE_UPDATE"])
      expect(await put(client, { event_type, address: ADDRESS })).toMatchObject({ status: 200, code: 0 });
    await put(client, { event_type: "PACKAGE_UPDATE", address: `${ADDRESS}/2` });
    expect(await listed(client)).toMatchObject({
      total_count: 2,
      webhooks: [
        { event_type: "ORDER_STATUS_CHANGE", address: ADDRESS },
        { event_type: "PACKAGE_UPDATE", address: `${ADDRESS}/2` },
      ],
    });
    const body = JSON.stringify({ event_type: "PACKAGE_UPDATE" });
    expect(await callShop(client, { method: "DELETE", body })).toMatchObject({ code: 0 });
    expect((await listed(client)).webhooks.map(({ event_type }) => event_type)).toEqual([
      "ORDER_STATUS_CHANGE",
    ]);
  });

  const badAddresses = [
    "http://app.example.com/x",
    "https://app.example.com:443/x",
    "https://203.0.113.7/x",
    "https://[2001:db8::1]/x",
    "https://localhost/x",
    "app.example.com",
  ];
  const refusals: [string, unknown, RegExp][] = [
    ["no event", { address: ADDRESS }, /EventType is a required field/],
    ["an unknown event", { event_type: "ORDER", address: ADDRESS }, /event_type is invalid/],
    ["no address", { event_type: "PACKAGE_UPDATE" }, /Address is a required field/],
    ["no object", [], /not a JSON object/],
    ...badAddresses.map((address): [string, unknown, RegExp] => [
      address,
      { event_type: "PACKAGE_UPDATE", address },
      /address is invalid/,
    ]),
  ];
  test.each(refusals)("%s is refused", async (_name, body, message) => {
    const client = await (await openSandbox()).connect();
    const refused = await put(client, body);
    expect(refused).toMatchObject({ status: 400, code: 36009004 });
    expect(refused.message).toMatch(message);
    expect(await listed(client)).toMatchObject({ total_count: 0 });
  });

  test("it is signed, of a shop, and of these three methods", async () => {
    const client = await (await openSandbox()).connect();
    expect(await callShop(client, { method: "GET", sign: "0" })).toMatchObject({ code: 106001 });
    expect(await client.call(PATH, { method: "GET" })).toMatchObject({ code: 106013 });
    expect(await callShop(client, { method: "POST", body: "{}" })).toMatchObject({ code: 36009010 });
    expect(await callShop(client, { method: "GET" }, "/event/202101/webhooks")).toMatchObject({
      code: 36009014,
    });
  });
});

describe("notifications", () => {
  test("are signed over the body's bytes, and say CANCEL for CANCELLED", async () => {
    const client = await openSandbox();
    const { heard, address } = await listener();
    const { changedIds } = await client.sandbox.control({
      webhook: { address },
      changeOrders: { count: 2, status: "CANCELLED" },
    });
    await quiet(client);
    expect(heard.map(({ told }) => told.data.order_id).sort()).toEqual([...changedIds].sort());
    for (const { authorization, body, told } of heard) {
      const { appKey, appSecret } = client.sandbox;
      expect(authorization).toBe(
        createHmac("sha256", appSecret)
          .update(appKey + body)
          .digest("hex"),
      );
      expect(told).toMatchObject({
        type: 1,
        shop_id: client.sandbox.shops[0]?.id,
        data: { order_status: "CANCEL" },
      });
      expect(told.tts_notification_id).toMatch(/^\d{19}$/);
    }
  });

  test("go to whoever registered for that event, and to nobody else", async () => {
    const client = await (await openSandbox()).connect();
    const body = JSON.stringify({ event_type: "RETURN_STATUS_CHANGE", address: ADDRESS });
    await client.call(PATH, { method: "PUT", query: { shop_cipher: client.cipher }, body });
    await client.sandbox.control({ changeOrders: { count: 3 } });
    expect(client.sandbox.stats().webhooks).toMatchObject({ sent: 0, waiting: 0 });
  });

  test("tell of orders and returns as they come about, and of nothing silent", async () => {
    const client = await openSandbox();
    const { heard, address } = await listener();
    await client.sandbox.control({ webhook: { address }, changeOrders: { count: 5, silent: true } });
    await quiet(client);
    expect(heard).toHaveLength(0);
    await client.sandbox.control({
      addOrders: { count: 1 },
      addReturns: { count: 1 },
      addCancellations: { count: 1 },
    });
    await quiet(client);
    expect(heard.map(({ told }) => told.type).sort((a, b) => a - b)).toEqual([1, 11, 12]);
    await client.sandbox.control({ clock: { advanceSec: 6 * 3_600 } });
    await client.sandbox.control({});
    await quiet(client);
    expect(heard.length).toBeGreaterThan(3);
  });

  test("are sent of any kind on demand, twice, in reverse, or wrongly signed", async () => {
    const client = await openSandbox();
    const { heard, address } = await listener();
    const { addedIds } = await client.sandbox.control({ addOrders: { count: 2 } });
    const types = [1, 3, 4, 6, 7];
    await client.sandbox.control({ webhook: { address, types, ids: addedIds, copies: 2, reorder: true } });
    await quiet(client);
    const kinds = heard.map(({ told }) => told.type);
    expect([...kinds].sort()).toEqual(
      [...types.slice(0, 3), ...types].flatMap((type) => [type, type]).sort(),
    );
    expect(new Set(heard.map(({ body }) => body)).size).toBe(8);
    expect(heard.find(({ told }) => told.type === 3)?.told.tts_notification_id).toBeUndefined();
    expect(heard.find(({ told }) => told.type === 7)?.told.data.expiration_time).toMatch(/^\d{10}$/);
    await client.sandbox.control({ webhook: { spoil: true, copies: 1, types: [6] } });
    await quiet(client);
    expect(heard.at(-1)?.authorization).toMatch(/^z/);
  });

  test("that are not answered with 200 come again after 2 minutes, and four times in all", async () => {
    const client = await openSandbox();
    const { heard, answer, address } = await listener();
    answer.status = 500;
    await client.sandbox.control({ webhook: { address, types: [6] } });
    const attempts = (count: number) =>
      expect.poll(() => client.sandbox.stats().webhooks.answered, { interval: 5 }).toEqual({ 500: count });
    await attempts(1);
    for (const [minutes, count] of [
      [1, 1],
      [1, 2],
      [30, 3],
      [180, 4],
      [720, 5],
      [10_000, 5],
    ] as const) {
      await client.sandbox.control({ clock: { advanceSec: minutes * 60 }, live: false });
      await attempts(count);
    }
    await expect
      .poll(() => client.sandbox.stats().webhooks, { interval: 5 })
      .toMatchObject({
        answered: { 500: 5 },
        failed: 1,
        waiting: 0,
      });
    expect(new Set(heard.map(({ body }) => body)).size).toBe(1);
  });
});
