import { explainErrorCode } from "./sync-messages";

const messages: Record<string, string> = {
  connect_declined:
    "TikTok says that the authorisation was declined. Nothing was connected; you can try again.",
  connect_expired:
    "That authorisation was not started in this browser, was used already, or is over 30 minutes old. Start again from here.",
  connect_no_shop: "That authorisation covers no shop. Choose a shop on TikTok's page and try again.",
  connect_being_deleted:
    "This shop's data is being deleted just now. Connect it again once that is done; nothing was connected.",
  reconnect_required:
    "TikTok did not accept its own code any more: it is good once, for 30 minutes. Start again from here.",
  forbidden: "Only an owner or admin can connect a shop.",
  database_unavailable:
    "The database does not answer, so the shop could not be connected. Try again in a minute.",
};

/** One sentence for the `connect` parameter that a failed connection leads back with; null without one. */
export function explainConnectFailure(code: string | undefined): string | null {
  if (!code) return null;
  const known = Object.hasOwn(messages, code) ? messages[code] : null;
  return known ?? `${explainErrorCode(code).sentence} The shop was not connected; try again.`;
}
