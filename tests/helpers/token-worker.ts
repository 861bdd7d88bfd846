import { getSql } from "@/db/client";
import { tiktokClient } from "@/lib/sync/tiktok";
import { StoredTokens } from "@/lib/sync/tokens";

/** A process of its own that finds the token it holds refused, and tells which one it has then. */
const [connection] = await getSql()<{ id: string }[]>`select id from tiktok_connections`;
const tokens = new StoredTokens(connection?.id ?? "", tiktokClient());
const refused = await tokens.current();
process.send?.("ready");
process.once("message", async () => {
  const token = await tokens.renew(refused);
  process.send?.({ refused, token });
  process.exit(0);
});
