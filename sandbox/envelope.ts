import { createHash } from "node:crypto";

export interface Answer {
  httpStatus: number;
  headers?: Record<string, string>;
  body: Envelope;
}

export interface Envelope {
  code: number;
  message: string;
  request_id: string;
  data: unknown;
}

/** A refusal in TikTok's terms: an HTTP status and a code that need not agree with each other. */
export class ApiRefusal extends Error {
  override readonly name = "ApiRefusal";
  readonly httpStatus: number;
  readonly code: number;
  readonly headers: Record<string, string>;

  constructor(httpStatus: number, code: number, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.httpStatus = httpStatus;
    this.code = code;
    this.headers = headers;
  }
}

export const badParameter = (message: string): ApiRefusal => new ApiRefusal(400, 36009004, message);

let requestSerial = 0;

function nextRequestId(nowSec: number): string {
  requestSerial += 1;
  const stamp = new Date(nowSec * 1000).toISOString().replace(/\D/g, "").slice(0, 14);
  const tail = createHash("md5").update(`${nowSec}:${requestSerial}`).digest("hex").slice(0, 20);
  return stamp + tail.toUpperCase();
}

export function success(data: unknown, nowSec: number): Answer {
  return {
    httpStatus: 200,
    body: { code: 0, message: "Success", request_id: nextRequestId(nowSec), data },
  };
}

export function refusal(error: ApiRefusal, nowSec: number): Answer {
  return {
    httpStatus: error.httpStatus,
    headers: error.headers,
    body: { code: error.code, message: error.message, request_id: nextRequestId(nowSec), data: null },
  };
}
