import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { peerHeader } from "./client-address";

/**
 * Writes the address of the connection into each request's headers: a handler sees headers only, and Next fills
 * `X-Forwarded-For` from the connection just where the visitor has sent none.
 */
export function markPeerAddresses(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    const { remoteAddress } = request.socket;
    if (remoteAddress) request.headers[peerHeader] = remoteAddress;
    else delete request.headers[peerHeader];
  });
}
