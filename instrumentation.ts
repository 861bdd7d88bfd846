/** At the start of the server: a wrong environment stops it before it answers anything. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { stopUnlessEnvIsComplete } = await import("./lib/env-check");
  stopUnlessEnvIsComplete();
  const { watchPageRequests } = await import("./lib/right-of-way");
  watchPageRequests();
  const { markPeerAddresses } = await import("./lib/peer-address");
  markPeerAddresses();
}
