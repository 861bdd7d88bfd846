import type { Instrumentation } from "next";

/** At the start of the server: a wrong environment stops it before it answers anything. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { stopUnlessEnvIsComplete } = await import("./lib/env-check");
  stopUnlessEnvIsComplete();
  const { markRequestIds } = await import("./lib/request-id");
  markRequestIds();
  const { watchPageRequests } = await import("./lib/right-of-way");
  watchPageRequests();
  const { markPeerAddresses } = await import("./lib/peer-address");
  markPeerAddresses();
  const { env } = await import("./lib/env");
  if (!env().OTEL_EXPORTER_OTLP_ENDPOINT) return;
  const { startTelemetry } = await import("./lib/telemetry");
  startTelemetry();
}

/** What a page could not do, under the id that the person was shown. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { logRequestError } = await import("./lib/log-request-error");
  logRequestError(error, request, context);
};
