import { expect, test } from "@playwright/test";
import { createHttpSession, signIn as postCredentials } from "../../scripts/lib/http-session.mjs";
import { builtActions, callAction, findAction } from "./actions";
import { dataPages, visit } from "./attack-support";
import { baseUrl, createPerson, httpSession } from "./people-support";
import { owner } from "./support";

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
