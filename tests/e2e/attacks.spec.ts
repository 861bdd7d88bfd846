import http from "node:http";
import { expect, test } from "@playwright/test";
import { permissions } from "@/lib/auth/permissions";
import {
  createHttpSession,
  type HttpSession,
  signIn as postCredentials,
} from "../../scripts/lib/http-session.mjs";
import { actions, pages, routes } from "../helpers/surface";
import { builtActions, callAction, findAction } from "./actions";
import { baseUrl, createPerson, httpSession, limitToShops, openAs, withDatabase } from "./people-support";
import { owner } from "./support";

const needsPermission = (requirement: string) => permissions.some((permission) => permission === requirement);
/** Addresses that show data of shops. */
const dataPages = Object.keys(pages).filter(
  (path) => needsPermission(pages[path] ?? "") && !path.includes("["),
);
const dataRoutes = Object.keys(routes).filter(
  (path) => needsPermission(routes[path] ?? "") && !path.startsWith("/api/tiktok/"),
);

/** Pages of one order, one product, one run: an analyst may open them, of shops they may see. */
const pagesOfOneThing = Object.keys(pages).filter(
  (path) => path.includes("[") && pages[path] === "dashboard.view",
);

async function visit(session: HttpSession, path: string) {
  const answer = await session.request(path);
  return { status: answer.status, location: answer.headers.get("location"), text: await answer.text() };
}

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

const oddTexts = [
  "' or '1'='1",
  "'; drop table orders; --",
  '") union select * from users --',
  "%",
  "\\",
  "_%_%",
  "\u0000",
  "a\u0000b",
  "\ud83d\ude00\u202e",
  "constructor",
  "__proto__",
  "{{7*7}}",
  "<script>alert(1)</script>",
  "9".repeat(6_000),
  "-1",
  "1e400",
  "NaN",
];
const names = [
  "q",
  "shop",
  "status",
  "product",
  "fulfilment",
  "range",
  "from",
  "to",
  "cursor",
  "currency",
  "find",
  "need",
  "basis",
];
const moreNames = [
  "connect",
  "error",
  "callbackUrl",
  "action",
  "who",
  "confirm",
  "metric",
  "sort",
  "chart",
  "compare",
];

for (const path of [...dataPages, "/sign-in", "/orders/1", "/sync/runs/1"]) {
  test(`${path} answers odd texts in its address without an error of ours`, async () => {
    const session = path === "/sign-in" ? createHttpSession(baseUrl) : await httpSession(owner);
    for (const text of oddTexts) {
      const query = new URLSearchParams([...names, ...moreNames].map((name) => [name, text.slice(0, 500)]));
      const { status } = await visit(session, `${path}?${query}`);
      expect([200, 404], `${status} for ${text.slice(0, 40)} everywhere`).toContain(status);
    }
    const answers = await Promise.all(
      oddTexts.map((text) => visit(session, `${path}?q=${encodeURIComponent(text.slice(0, 6_000))}`)),
    );
    for (const { status } of answers) expect([200, 404]).toContain(status);
    for (const raw of ["%", "%ff", "%00", "..%2f..%2f", "%c0%ae"]) {
      const { status } = await visit(session, `${path === "/" ? "" : path}/${raw}?q=${raw}`);
      expect(status, raw).toBeLessThan(500);
    }
  });
}

/** Names of fields that our forms have. */
const fields = [
  ..."shopId userId runId orderId invitationId sessionId email name token password current next role".split(
    " ",
  ),
  ..."shops shopIds confirmation span asked kind url label days id theme provider callbackUrl".split(" "),
];

test("no form is troubled by odd texts in its fields, nor by none at all", async () => {
  // Somebody of their own: among the actions is one that signs out everywhere.
  const session = await httpSession(await createPerson("owner", "odd-owner"));
  const harmless = builtActions.filter(({ name }) => !/^(signOut|endSession)/.test(name));
  expect(harmless.length).toBeGreaterThan(25);
  for (const action of harmless) {
    for (const odd of [null, "\u0000", "a\u0000b", "' or 1=1 --", "\ud800", "9".repeat(400)]) {
      const given = odd === null ? null : Object.fromEntries(fields.map((name) => [name, odd]));
      const { status, text } = await callAction(session, action, given);
      const which = `${action.name} ${JSON.stringify(odd).slice(0, 20)}: ${text.slice(0, 200)}`;
      expect(status, which).toBeLessThan(500);
      expect(text, which).not.toContain('"code":"internal"');
    }
  }
});

test("a name that no database can hold is refused in a sentence, and leaves the invitation open", async () => {
  const admin = await httpSession(owner);
  const email = `nameless-${Date.now()}@example.com`;
  const invite = { email, role: "viewer", shops: "all" };
  const made = await callAction(admin, findAction("invitePersonAction"), invite);
  const token = /\/invite\/([\w-]{43})/.exec(made.text)?.[1] ?? "";
  const join = { token, name: "a\u0000b", password: "correct horse battery" };
  const guest = createHttpSession(baseUrl);
  const refused = await callAction(guest, findAction("acceptInvitationAction"), join);
  expect(refused.text).toContain('"code":"invalid_input"');
  await callAction(guest, findAction("acceptInvitationAction"), { ...join, name: "Ann" });
  expect(guest.hasCookie("session-token")).toBe(true);
});

test("signing in takes any text for an address, and says no more than for a wrong one", async () => {
  for (const email of [
    "\u0000\u0000\u0000",
    "a\u0000@example.com",
    "\ud800@example.com",
    "' or 1=1 --@x.com",
  ]) {
    const session = createHttpSession(baseUrl);
    const { csrfToken } = await (await session.request("/api/auth/csrf")).json();
    const body = new URLSearchParams({ csrfToken, email, password: "x\u0000y" });
    const answer = await session.request("/api/auth/callback/credentials", { method: "POST", body });
    const location = new URL(answer.headers.get("location") ?? "", baseUrl);
    expect(location.searchParams.get("error"), JSON.stringify(email)).toBe("CredentialsSignin");
  }
});

test("connecting takes no odd text for a shop", async () => {
  const session = await httpSession(owner);
  for (const odd of ["\u0000", "a\u0000", "' or 1=1 --", "../..", "x".repeat(3_000)]) {
    const answer = await session.request(`/api/tiktok/authorize?shop=${encodeURIComponent(odd)}`);
    const location = new URL(answer.headers.get("location") ?? "", baseUrl);
    expect(location.searchParams.get("connect"), odd.slice(0, 20)).toBe("not_found");
  }
});

test("a cursor that is tampered with, or points to the ends of time, is answered with a page", async () => {
  const session = await httpSession(owner);
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const cursors = [
    encode(["a", "0001-01-01T00:00:00Z", "1"]),
    encode(["a", "1000-01-01T00:00:00Z", "0"]),
    encode(["a", "2999-12-31T23:59:59.999999Z", "9".repeat(64)]),
    encode(["b", "2999-12-31T23:59:59.999999+14:59", "z"]),
    encode(["a", "2026-01-01T00:00:00+23:59", "1"]),
    encode(["a", "2026-02-30T00:00:00Z", "1"]),
    encode(["a", "0000-01-01T00:00:00Z", "1"]),
    encode(["a", "infinity", "1"]),
    encode(["a", "2026-01-01T00:00:00Z", "1'; drop table orders; --"]),
    encode(["a", "2026-01-01T00:00:00Z", 1]),
    // Those of the audit log, of runs and of restatements look otherwise.
    encode(["9999-12-31T23:59:59.999999Z", Number.MAX_SAFE_INTEGER]),
    encode(["0001-01-01T00:00:00.000000Z", 1]),
    encode(["0000-01-01T00:00:00.000000Z", 1]),
    encode(["2026-01-01T00:00:00.000000Z", 1e300]),
    `a${"9".repeat(17)}~ffffffff-ffff-ffff-ffff-ffffffffffff`,
    "b0~00000000-0000-0000-0000-000000000000",
    "9".repeat(18),
    "9".repeat(19),
    "-1",
    encode(Array(10_000).fill("a")).slice(0, 6_000),
    encode({ length: 3 }),
    "bm90IGpzb24",
    "%00",
    "=".repeat(2_000),
  ];
  const places = ["/orders?cursor", "/returns?cursor", "/admin/audit?cursor", "/sync?cursor"];
  for (const place of [...places, "/sync/restatements?older", "/sync/restatements?newer"]) {
    for (const cursor of cursors) {
      const { status } = await visit(session, `${place}=${encodeURIComponent(cursor)}`);
      expect(status, `${place} ${cursor.slice(0, 60)}`).toBe(200);
    }
  }
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

test("10 MB in an address, a header or a body, and malformed bodies, leave the app as it was", async () => {
  const megabytes = "x".repeat(10 * 1024 * 1024);
  const session = await httpSession(owner);
  const refused = async (send: () => Promise<Response>, most = 499) => {
    // A server may hang up on such a request without reading it to its end.
    const status = await send().then(
      async (answer) => {
        await answer.arrayBuffer();
        return answer.status;
      },
      () => 0,
    );
    expect(status === 0 || (status >= 400 && status <= most), String(status)).toBe(true);
  };
  await refused(() => session.request(`/orders?q=${megabytes}`));
  await refused(() => session.request("/orders", { headers: { "x-long": megabytes } }));
  const form = { method: "POST", body: new URLSearchParams({ email: megabytes }) };
  await refused(() => session.request("/api/auth/callback/credentials", form));
  await refused(() => session.request("/api/tiktok/webhook", { method: "POST", body: megabytes }));
  const { id } = findAction("signInAction");
  const action = { "next-action": id, origin: baseUrl };
  await refused(() => session.request("/sign-in", { method: "POST", body: megabytes, headers: action }), 599);
  for (const body of ["{", '[null,"$K1"', "\u0000", '["$F1"]', "[[[[[", '[{"__proto__":{"x":1}}]']) {
    const answer = await session.request("/sign-in", { method: "POST", body, headers: action });
    const text = await answer.text();
    // Next answers with a digest; what it stumbled over stands in the log alone.
    expect(text, body).not.toMatch(/SyntaxError|JSON|node_modules|at \w+ \(/);
    expect(answer.headers.getSetCookie().join(), body).not.toContain("session-token=ey");
  }
  // Without a length of its own, so that only reading it tells.
  let chunks = 160;
  const unmeasured = new ReadableStream({
    pull: (controller) => (chunks-- > 0 ? controller.enqueue(new Uint8Array(65_536)) : controller.close()),
  });
  await refused(() =>
    session.request("/api/tiktok/webhook", {
      method: "POST",
      body: unmeasured,
      duplex: "half",
    } as RequestInit),
  );
  for (const body of ["{", "", "null", "%%%"]) {
    const headers = { "content-type": "application/json" };
    const answer = await session.request("/api/auth/callback/credentials", { method: "POST", body, headers });
    expect(answer.status, body).toBeLessThan(500);
    expect(answer.headers.getSetCookie().join()).not.toContain("session-token=ey");
  }
  expect((await visit(session, "/api/health")).status).toBe(200);
  expect((await visit(session, "/orders")).status).toBe(200);
  await postCredentials(createHttpSession(baseUrl), owner);
});
