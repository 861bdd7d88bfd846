import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { callOutbound } from "@/lib/alerts/outbound";
import { isPublicAddress } from "@/lib/alerts/private-address";

async function receiver(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const call = (url: string, more: { timeoutMs?: number; isPrivateAllowed?: boolean; body?: string } = {}) =>
  callOutbound({
    url,
    method: more.body ? "POST" : "GET",
    timeoutMs: 5_000,
    isPrivateAllowed: true,
    ...more,
  });

it.each([
  "127.0.0.1",
  "10.1.2.3",
  "172.31.255.255",
  "192.168.0.1",
  "169.254.169.254",
  "100.64.0.1",
  "0.0.0.0",
  "224.0.0.1",
  "255.255.255.255",
  "::1",
  "::",
  "::ffff:127.0.0.1",
  "::ffff:a9fe:a9fe",
  "64:ff9b::7f00:1",
  "fe80::1",
  "fd00:ec2::254",
  "ff02::1",
  "2002:7f00:1::",
  "2001:db8::1",
  "not an address",
])("%s is not the public internet", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

it.each(["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001:82b::200e"])(
  "%s is",
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

it.each([
  "http://127.0.0.1:PORT/",
  "http://localhost:PORT/",
  "http://[::1]:PORT/",
  "http://[::ffff:127.0.0.1]:PORT/",
  "http://2130706433:PORT/",
  "http://0x7f.1:PORT/",
])("%s is not called unless the host allows private networks", async (template) => {
  const calls: string[] = [];
  const port = await receiver((request, response) => {
    calls.push(request.url ?? "");
    response.end();
  });
  const url = template.replace("PORT", String(port));
  await expect(call(url, { isPrivateAllowed: false })).rejects.toMatchObject({
    code: "alert_address_refused",
  });
  expect(calls).toEqual([]);
});

it.each([
  "ftp://example.com/",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "nonsense",
  "https://u:p@example.com/",
])("%s is refused as it stands", async (url) => {
  await expect(call(url)).rejects.toMatchObject({ code: "alert_address_refused" });
});

it("a body is posted as JSON, and nothing of a call holds our secrets", async () => {
  const seen: unknown[] = [];
  const port = await receiver((request, response) => {
    let text = "";
    request.on("data", (part) => {
      text += part;
    });
    request.on("end", () => {
      seen.push([request.method, request.url, request.headers["content-type"], text]);
      response.end("ok");
    });
  });
  await call(`http://127.0.0.1:${port}/hook?x=1`, { body: '{"text":"é"}' });
  expect(seen).toEqual([["POST", "/hook?x=1", "application/json", '{"text":"é"}']]);
});

it.each([
  [404, false],
  [503, true],
  [429, true],
])("an answer of %d is an error with the number in it", async (status, retryable) => {
  const port = await receiver((_request, response) => response.writeHead(status).end("secret details"));
  const error = await call(`http://127.0.0.1:${port}/T0KEN`).catch((caught: unknown) => caught);
  expect(error).toMatchObject({
    code: "alert_rejected",
    message: `The address answered ${status}.`,
    retryable,
  });
});

it("a redirect is not followed", async () => {
  const calls: string[] = [];
  const port = await receiver((request, response) => {
    calls.push(request.url ?? "");
    response.writeHead(302, { location: "/elsewhere" }).end();
  });
  await expect(call(`http://127.0.0.1:${port}/here`)).rejects.toThrow(
    /answered 302\. Redirects are not followed/,
  );
  expect(calls).toEqual(["/here"]);
});

it("an address that never answers is given up, and its URL is in no message", async () => {
  const port = await receiver(() => {});
  const error = (await call(`http://127.0.0.1:${port}/T0KEN`, { timeoutMs: 80 }).catch(
    (caught: unknown) => caught,
  )) as Error;
  expect(error).toMatchObject({ code: "alert_timeout" });
  expect(error.message).not.toMatch(/T0KEN/);
});

it("an answer without end is not waited for", async () => {
  const port = await receiver((_request, response) => {
    response.writeHead(200);
    response.write("x");
  });
  await call(`http://127.0.0.1:${port}/`);
});

it("a closed port is told as unreachable", async () => {
  await expect(call("http://127.0.0.1:1/")).rejects.toMatchObject({
    code: "alert_unreachable",
    message: "The address cannot be reached (ECONNREFUSED).",
  });
});
