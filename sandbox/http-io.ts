import type { IncomingMessage, ServerResponse } from "node:http";

const MAX_BODY_BYTES = 2_000_000;

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BODY_BYTES) throw new RangeError("The request body is too large");
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

export interface RawReply {
  httpStatus: number;
  contentType: string;
  body: string;
  headers?: Record<string, string>;
}

/** Sends a reply dated by the sandbox clock; clients take the time of TikTok from this header. */
export function send(response: ServerResponse, reply: RawReply, nowMs: number): void {
  response.sendDate = false;
  response.writeHead(reply.httpStatus, {
    date: new Date(nowMs).toUTCString(),
    "content-type": reply.contentType,
    "content-length": Buffer.byteLength(reply.body),
    ...reply.headers,
  });
  response.end(reply.body);
}

export function sendJson(response: ServerResponse, httpStatus: number, value: unknown, nowMs: number): void {
  send(response, { httpStatus, contentType: "application/json", body: JSON.stringify(value) }, nowMs);
}
