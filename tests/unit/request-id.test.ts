import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { logContext, withLogContext } from "@/lib/log-context";
import { chooseRequestId, markRequestIds } from "@/lib/request-id";
import { withoutSecrets } from "@/lib/telemetry";

async function startServer() {
  markRequestIds();
  const server = http.createServer(async (_request, response) => {
    for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
    const run = await withLogContext({ runId: "r1" }, async () => logContext());
    response.end(JSON.stringify({ outside: logContext(), run }));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it("each of many requests at once is worked on under its own id, which its answer names", async () => {
  const url = await startServer();
  const ask = async (given: string) => {
    const answer = await fetch(url, { headers: { "x-request-id": given } });
    return { id: answer.headers.get("x-request-id"), body: await answer.json() };
  };
  const given = Array.from({ length: 30 }, (_, index) => `request-${index}`);
  const answers = [...(await Promise.all(given.map(ask))), ...(await Promise.all(given.map(ask)))];
  expect(answers).toEqual(
    [...given, ...given].map((requestId) => ({
      id: requestId,
      body: { outside: { requestId }, run: { requestId, runId: "r1" } },
    })),
  );
  expect(logContext()).toEqual({});
});

it("an id that is none is replaced by a new one", () => {
  for (const given of [null, undefined, "", "short", "with space in", `${"x".repeat(129)}`, 'a"b-c-d-e-f'])
    expect(chooseRequestId(given)).toMatch(/^[0-9a-f-]{36}$/);
  expect(chooseRequestId("iad1::abc-123")).toBe("iad1::abc-123");
});

it("an address leaves in a trace without what is asked for and without the secret of a link", () => {
  expect(withoutSecrets("GET /orders?q=ann.lee&shop=1")).toBe("GET /orders");
  expect(withoutSecrets("https://auth.example/api/v2/token/get?app_secret=x\nmore")).toBe(
    "https://auth.example/api/v2/token/get",
  );
  expect(withoutSecrets("GET /invite/abc_DEF-123")).toBe("GET /invite/…");
  expect(withoutSecrets("RSC GET /reset/[token]")).toBe("RSC GET /reset/[token]");
});
