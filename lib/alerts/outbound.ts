import { type LookupAddress, lookup } from "node:dns";
import { type ClientRequest, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { AppError } from "../errors";
import { isPublicAddress } from "./private-address";

export type Outbound = {
  url: string;
  method: "GET" | "POST";
  /** JSON text. */
  body?: string;
  timeoutMs: number;
  /** Lets the call reach loopback and private networks. */
  isPrivateAllowed: boolean;
};

/**
 * Calls an address that a person has typed. Only http and https; the address a name resolves to is looked at as the
 * connection is made, so a name that changes its answer gets no further than one that does not; redirects are not
 * followed; nothing of the answer is kept but its status.
 *
 * @throws AppError `alert_address_refused`, `alert_unreachable`, `alert_timeout`, `alert_rejected`; no message holds the URL.
 */
export async function callOutbound(outbound: Outbound): Promise<void> {
  const url = requireAddress(outbound.url, outbound.isPrivateAllowed);
  const status = await exchange(url, outbound);
  if (status >= 200 && status < 300) return;
  const hint = status >= 300 && status < 400 ? " Redirects are not followed: give the final address." : "";
  throw new AppError("alert_rejected", `The address answered ${status}.${hint}`, {
    retryable: status >= 500 || status === 429,
  });
}

/** @throws AppError `alert_address_refused` */
export function requireAddress(text: string, isPrivateAllowed: boolean): URL {
  if (!URL.canParse(text)) throw refused("That is not an address.");
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") throw refused("Only http and https are called.");
  if (url.username !== "" || url.password !== "")
    throw refused("An address with a user name or password in it is not called.");
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (!isPrivateAllowed && isIP(host) !== 0 && !isPublicAddress(host)) throw privateRefused();
  return url;
}

const refused = (message: string) => new AppError("alert_address_refused", message);
const privateRefused = () =>
  refused(
    "The address leads into a private network. Whoever hosts this app can allow that with ALERT_PRIVATE_ADDRESSES=true.",
  );

/** Resolves like Node does, and hands on public addresses only. */
function lookupPublic(isPrivateAllowed: boolean): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses = error ? [] : (found as LookupAddress[]);
      const allowed = addresses.filter(({ address }) => isPrivateAllowed || isPublicAddress(address));
      const [first] = allowed;
      if (error) done(error, "", 0);
      else if (!first) done(privateRefused(), "", 0);
      else if (options.all) done(null, allowed);
      else done(null, first.address, first.family);
    });
  };
}

function exchange(url: URL, { method, body, timeoutMs, isPrivateAllowed }: Outbound): Promise<number> {
  const signal = AbortSignal.timeout(timeoutMs);
  const send = url.protocol === "https:" ? httpsRequest : httpRequest;
  const headers =
    body === undefined
      ? {}
      : { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const request: ClientRequest = send(
      url,
      {
        method,
        signal,
        agent: false,
        headers: { "user-agent": "tiktok-shop-dashboard", ...headers },
        lookup: lookupPublic(isPrivateAllowed),
      },
      (response) => {
        resolve(response.statusCode ?? 0);
        // Whatever it says is of no interest, and may be endless.
        response.destroy();
      },
    );
    request.on("error", (cause) => reject(describeFailure(cause, signal.aborted, timeoutMs)));
    request.end(body);
  });
}

function describeFailure(cause: Error, isTimeout: boolean, timeoutMs: number): AppError {
  if (cause instanceof AppError) return cause;
  const options = { cause, retryable: true };
  if (isTimeout)
    return new AppError("alert_timeout", `There was no answer within ${timeoutMs / 1000} s.`, options);
  const { code } = cause as { code?: string };
  return new AppError(
    "alert_unreachable",
    `The address cannot be reached (${code ?? "no reason given"}).`,
    options,
  );
}
