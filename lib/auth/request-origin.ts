import "server-only";
import { headers } from "next/headers";
import type { RequestOrigin } from "@/lib/audit-actions";
import { clientAddress } from "@/lib/client-address";
import { env } from "@/lib/env";

/** Where the request being answered came from. */
export async function requestOrigin(): Promise<RequestOrigin> {
  const sent = await headers();
  return {
    address: clientAddress(sent, isProxyTrusted()),
    userAgent: sent.get("user-agent")?.slice(0, 400) ?? null,
  };
}

export function isProxyTrusted(): boolean {
  const { AUTH_TRUST_HOST: setting } = env();
  return setting !== "false" && setting !== "0";
}

/** Whether the browser speaks https with us, so that cookies may be `Secure`. */
export async function isHttps(): Promise<boolean> {
  const { AUTH_URL: url } = env();
  if (url) return url.startsWith("https:");
  const sent = await headers();
  return sent.get("x-forwarded-proto")?.split(",")[0]?.trim() === "https";
}
