import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { connectShop, readShops } from "../../../scripts/lib/connect-shop.mjs";
import { createHttpSession, signIn } from "../../../scripts/lib/http-session.mjs";

type Answer = { status?: number; location?: string; cookies?: string[]; json?: unknown };
type Route = (request: { cookie: string; body: URLSearchParams; query: URLSearchParams }) => Answer;

const servers: ReturnType<typeof createServer>[] = [];

async function serve(routes: Record<string, Route>): Promise<string> {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://local");
    let text = "";
    for await (const chunk of request) text += chunk;
    const route = routes[`${request.method} ${url.pathname}`];
    const input = {
      cookie: request.headers.cookie ?? "",
      body: new URLSearchParams(text),
      query: url.searchParams,
    };
    const { status = 200, location, cookies = [], json } = route?.(input) ?? { status: 404 };
    response.writeHead(location ? 302 : status, { "set-cookie": cookies, ...(location ? { location } : {}) });
    response.end(json === undefined ? "" : JSON.stringify(json));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const signInRoutes: Record<string, Route> = {
  "GET /api/auth/csrf": () => ({ json: { csrfToken: "token" }, cookies: ["csrf=token%7C1; Path=/"] }),
  "POST /api/auth/callback/credentials": ({ cookie, body }) =>
    cookie === "csrf=token%7C1" && body.get("csrfToken") === "token" && body.get("password") === "right"
      ? { location: "/", cookies: ["authjs.session-token=s; Path=/; HttpOnly", "csrf=; Max-Age=0"] }
      : { location: "/sign-in?error=CredentialsSignin" },
};

afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

test("signing in keeps the session's cookie, and a wrong password is told", async () => {
  const baseUrl = await serve({
    ...signInRoutes,
    "GET /api/sync/status": ({ cookie }) =>
      cookie === "authjs.session-token=s" ? { json: { shops: [{ shopId: "7" }] } } : { status: 401 },
  });
  const session = createHttpSession(baseUrl);
  expect(await readShops(session)).toBeNull();
  await expect(signIn(session, { email: "a@b.c", password: "wrong" })).rejects.toThrow(
    "refused the sign-in of a@b.c",
  );
  await signIn(session, { email: "a@b.c", password: "right" });
  expect(await readShops(session)).toEqual([{ shopId: "7" }]);
});

test("connecting a shop goes over the consent page and back with its code and state", async () => {
  const arrivals: string[] = [];
  const app: { url: string } = { url: "" };
  const shop = await serve({
    "POST /open/authorize/decision": ({ body }) => ({
      location: `${app.url}/api/tiktok/callback?code=c&state=${body.get("state")}&said=${body.get("decision")}`,
    }),
  });
  app.url = await serve({
    "GET /api/tiktok/authorize": () => ({ location: `${shop}/open/authorize?service_id=9&state=once` }),
    "GET /api/tiktok/callback": ({ query }) => {
      arrivals.push(query.toString());
      return { location: "/sync" };
    },
  });
  await connectShop(createHttpSession(app.url));
  expect(arrivals).toEqual(["code=c&state=once&said=approve"]);
});

test("a refused connection is an error that names the reason", async () => {
  const baseUrl = await serve({ "GET /api/tiktok/authorize": () => ({ location: "/sign-in" }) });
  await expect(connectShop(createHttpSession(baseUrl))).rejects.toThrow("redirected to /sign-in");
});
