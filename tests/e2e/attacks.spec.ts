import http from "node:http";
import { expect, test } from "@playwright/test";
import { createHttpSession, type HttpSession } from "../../scripts/lib/http-session.mjs";
import { actions, pages, routes } from "../helpers/surface";
import { builtActions, callAction, findAction } from "./actions";
import { dataPages, needsPermission, visit } from "./attack-support";
import { baseUrl, createPerson, httpSession, limitToShops, openAs, withDatabase } from "./people-support";
import { owner } from "./support";

const dataRoutes = Object.keys(routes).filter(
  (path) => needsPermission(routes[path] ?? "") && !path.startsWith("/api/tiktok/"),
);

/** Pages of one order, one product, one run: an analyst may open them, of shops they may see. */
const pagesOfOneThing = Object.keys(pages).filter(
  (path) => path.includes("[") && pages[path] === "dashboard.view",
);

test("signing in and out leads to a path of ours, whatever the address asks for", async () => {
  const person = await createPerson("viewer", "led-astray");
  const elsewhere = [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/%09/evil.example",
    "/\t/evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    `${baseUrl}.evil.example/`,
    `${baseUrl}@evil.example/`,
  ];
  for (const callbackUrl of elsewhere) {
    const session = createHttpSession(baseUrl);
    const { csrfToken } = await (await session.request("/api/auth/csrf")).json();
    const body = () => new URLSearchParams({ csrfToken, callbackUrl, ...person });
    for (const path of ["/api/auth/callback/credentials", "/api/auth/signout"]) {
      const answer = await session.request(path, { method: "POST", body: body() });
      const location = answer.headers.get("location");
      // An address that is none is refused as a whole; that leads nowhere as well.
      if (location === null) expect(answer.status, callbackUrl).toBeGreaterThanOrEqual(400);
      else expect(new URL(location, baseUrl).origin, `${path} ${callbackUrl}`).toBe(baseUrl);
    }
  }
});

/** A request whose `Host` is what we like; fetch would not send it. */
function requestAs(
  path: string,
  headers: Record<string, string>,
): Promise<{ status: number; head: string; text: string }> {
  const { hostname, port } = new URL(baseUrl);
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, path, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (chunk) => (text += chunk));
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 0, head: JSON.stringify(answer.headers), text }),
      );
    });
    request.on("error", reject);
    request.end();
  });
}

test("a forged Host or X-Forwarded-Host comes back in no link, no redirect and no cookie", async () => {
  const forgeries: Record<string, string>[] = [
    { host: "evil.example" },
    { "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" },
    { host: "evil.example", "x-forwarded-host": "evil.example", forwarded: "host=evil.example" },
  ];
  for (const headers of forgeries) {
    for (const path of [
      "/",
      "/orders",
      "/sign-in",
      "/api/tiktok/authorize",
      "/api/auth/csrf",
      "/api/auth/signin",
      "/api/health",
    ]) {
      const { head, text } = await requestAs(path, headers);
      expect(head + text, path).not.toContain("evil.example");
    }
  }
});

test("an action is called from our own pages only", async () => {
  const session = await httpSession(owner);
  const action = findAction("refreshFormAction");
  const foreign: Record<string, string>[] = [
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ];
  for (const headers of foreign) {
    const { status, text } = await callAction(session, action, null, headers);
    const isRefused = status >= 400 || text.includes('"code":"forbidden"');
    expect(isRefused, `${JSON.stringify(headers)}: ${status} ${text.slice(0, 300)}`).toBe(true);
  }
});

test("a started authorisation is good once, for the person and the browser that started it", async () => {
  const [starter, other] = [
    await httpSession(await createPerson("admin", "starter")),
    await httpSession(await createPerson("admin", "other")),
  ];
  const begin = async (session: HttpSession) => {
    const answer = await session.request("/api/tiktok/authorize");
    return new URL(answer.headers.get("location") ?? "").searchParams.get("state") ?? "";
  };
  const finish = async (session: HttpSession, state: string) => {
    const answer = await session.request(
      `/api/tiktok/callback?error=access_denied&state=${encodeURIComponent(state)}`,
    );
    return new URL(answer.headers.get("location") ?? "", baseUrl).searchParams.get("connect");
  };
  const state = await begin(starter);
  await begin(other);
  expect(await finish(other, state)).toBe("connect_expired");
  for (const forged of ["", "x", `${state}x`, state.slice(1), state.toLowerCase(), "../../etc/passwd"]) {
    expect(await finish(starter, forged), forged).toBe("connect_expired");
  }
  expect(await finish(starter, state)).toBe("connect_declined");
  expect(await finish(starter, state)).toBe("connect_expired");
});

test.describe("somebody who may see no shop", () => {
  let session: HttpSession;
  let shopId = "";
  let secrets: string[] = [];
  /** What stands for each parameter of an address. */
  const ids: Record<string, string> = {};

  test.beforeAll(async () => {
    await withDatabase(async (sql) => {
      const [shop] = await sql`select shop_id, name from shops order by created_at limit 1`;
      const orders = await sql`
        select order_id, buyer_nickname from orders where shop_id = ${shop?.shop_id} order by create_time desc limit 40`;
      const [product] = await sql`
        select product_id, sku_id, product_name from product_skus where shop_id = ${shop?.shop_id} limit 1`;
      const [run] =
        await sql`select id from sync_runs where shop_id = ${shop?.shop_id} order by started_at limit 1`;
      shopId = shop?.shop_id;
      ids.orderId = orders[0]?.order_id;
      ids.productId = product?.product_id;
      ids.skuId = product?.sku_id;
      ids.runId = run?.id;
      secrets = [
        shop?.name,
        product?.product_name,
        ...orders.flatMap((row) => [row.order_id, row.buyer_nickname]),
      ].filter((text): text is string => Boolean(text) && text.length > 3);
    });
    const person = await createPerson("analyst", "shopless");
    await limitToShops(person, ["another-shop"]);
    session = await httpSession(person);
  });

  for (const path of [...dataPages, ...dataRoutes]) {
    test(`learns nothing from ${path}, whatever shop the address names`, async () => {
      for (const query of [
        `shop=${shopId}`,
        "shop=all",
        `shop=${shopId}&shop=another-shop`,
        `shopId=${shopId}`,
      ]) {
        const { text } = await visit(session, `${path}?${query}`);
        for (const secret of secrets) expect(text.includes(secret), `${query}: ${secret}`).toBe(false);
      }
    });
  }

  for (const path of pagesOfOneThing) {
    test(`gets nothing by its id from ${path}`, async () => {
      const address = path.replaceAll(
        /\[(\w+)\]/g,
        (_, name: string) => ids[name] ?? `no ${name} in the test`,
      );
      const asked = Object.values(ids);
      const known = secrets.filter((text) => !asked.includes(text));
      // The address is right: to whoever may see the shop it answers.
      expect((await visit(await httpSession(owner), `${address}?shop=${shopId}`)).status, address).toBe(200);
      for (const query of ["", `?shop=${shopId}`, "?shop=all", `?shop=another-shop&shop=${shopId}`]) {
        const { status, text } = await visit(session, `${address}${query}`);
        expect(status, `${address}${query}`).toBe(404);
        for (const secret of known) expect(text.includes(secret), secret).toBe(false);
      }
    });
  }

  test("no action takes the shop's id", async () => {
    // One's own account has nothing to do with shops, and signing out everywhere would end the test.
    const ofShops = builtActions.filter(({ name }) => {
      const requirement = actions[name] ?? "public";
      return needsPermission(requirement) && requirement !== "account.use";
    });
    for (const action of ofShops) {
      const { text } = await callAction(session, action, { shopId });
      expect(text, action.name).not.toContain('"ok":true');
    }
    const { text } = await callAction(session, findAction("refreshFormAction"), { shopId });
    expect(text).toContain('"code":"not_found"');
  });
});

test("another person's session is not mine to end", async ({ browser }) => {
  const victim = await createPerson("viewer", "victim");
  const page = await openAs(browser, victim);
  const sessionId = await withDatabase(async (sql) => {
    const [row] = await sql`
      select s.id from user_sessions s join users u on u.id = s.user_id where u.email = ${victim.email}`;
    return row?.id as string;
  });
  const attacker = await httpSession(await createPerson("viewer", "attacker"));
  await callAction(attacker, findAction("endSessionAction"), { sessionId });
  await page.goto("/orders");
  await expect(page.getByRole("heading", { name: "Orders" })).toBeVisible();
});

test("a session's cookie that was tampered with opens nothing", async () => {
  const session = createHttpSession(baseUrl);
  let cookie = "";
  const { csrfToken } = await (await session.request("/api/auth/csrf")).json();
  const answer = await session.request("/api/auth/callback/credentials", {
    method: "POST",
    body: new URLSearchParams({ csrfToken, ...owner }),
  });
  for (const line of answer.headers.getSetCookie()) {
    if (line.startsWith("authjs.session-token=")) {
      cookie = line.split(";")[0] ?? "";
      expect(line).toMatch(/; HttpOnly/i);
      expect(line).toMatch(/; SameSite=Lax/i);
    }
  }
  const status = async (value: string) =>
    (await fetch(`${baseUrl}/api/sync/status`, { headers: { cookie: value } })).status;
  expect(await status(cookie)).toBe(200);
  const middle = Math.floor(cookie.length / 2);
  for (const at of [middle, cookie.length - 2, 40]) {
    const other = cookie[at] === "A" ? "B" : "A";
    expect(await status(cookie.slice(0, at) + other + cookie.slice(at + 1)), `at ${at}`).toBe(401);
  }
  expect(await status(cookie.slice(0, middle))).toBe(401);
  expect(await status(`${cookie}.${cookie}`)).toBe(401);
});
