import http from "node:http";
import type { AddressInfo } from "node:net";

export type Asked = { method: string; url: URL; form: URLSearchParams; authorization: string | undefined };
export type Said = { json: unknown; status?: number } | { redirect: string } | null;

/** A small server of somebody else's on this machine: what it is asked, and JSON, a redirect or 404 for an answer. */
export async function serve(answer: (asked: Asked) => Said | Promise<Said>) {
  const server = http.createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const said = await answer({
      method: request.method ?? "GET",
      url: new URL(request.url ?? "/", "http://127.0.0.1"),
      form: new URLSearchParams(body),
      authorization: request.headers.authorization,
    });
    if (said === null) response.writeHead(404).end();
    else if ("redirect" in said) response.writeHead(302, { location: said.redirect }).end();
    else {
      response.writeHead(said.status ?? 200, { "content-type": "application/json" });
      response.end(JSON.stringify(said.json));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, stop };
}
