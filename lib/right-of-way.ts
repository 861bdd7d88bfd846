import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";

/** Shared through `globalThis`: the start-up hook and the routes are bundled apart and must see one count. */
const holder = globalThis as typeof globalThis & { __pagesInFlight?: Pages };

type Pages = { count: number; lastAt: number };

function pages(): Pages {
  holder.__pagesInFlight ??= { count: 0, lastAt: Number.NEGATIVE_INFINITY };
  return holder.__pagesInFlight;
}

function isPage(url: string | undefined): boolean {
  if (url === undefined || url.startsWith("/api/") || url.startsWith("/_next/")) return false;
  // A file of all orders takes its time; nobody looks at it meanwhile.
  return !/^[^?]*\/export(\?|$)/.test(url);
}

/** Counts the page requests this process is answering, so that work in the background can stand aside for them. */
export function watchPageRequests(): void {
  const inFlight = pages();
  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    if (!isPage(request.url)) return;
    inFlight.count += 1;
    inFlight.lastAt = performance.now();
    response.once("close", () => {
      inFlight.count -= 1;
    });
  });
}

/** True when a page was asked for within the last `withinMs`: somebody is looking. */
export function isSomebodyLooking(withinMs: number): boolean {
  return pages().count > 0 || performance.now() - pages().lastAt < withinMs;
}

const pollMs = 2;

/** Resolves when no page is being answered, or after `mostMs`: pages go first, but nobody starves. */
export async function standAside(mostMs: number): Promise<void> {
  const endsAt = performance.now() + mostMs;
  while (pages().count > 0 && performance.now() < endsAt) {
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
