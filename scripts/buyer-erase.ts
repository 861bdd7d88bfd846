import { parseArgs } from "node:util";
import { AppError } from "@/lib/errors";
import { explainDatabaseError } from "./lib/database-errors.mjs";
import { loadEnvFiles } from "./lib/env-files.mjs";
import { complain, describeError, say, UserError } from "./lib/output.mjs";

const USAGE = `Usage: npm run buyer:erase -- --shop SHOP_ID --id BUYER_ID|ORDER_ID --yes
Without --yes it only says whom the id means.`;

function readArguments() {
  try {
    const options = {
      shop: { type: "string" },
      id: { type: "string" },
      yes: { type: "boolean", default: false },
    } as const;
    const { shop, id, yes } = parseArgs({ options }).values;
    if (!shop || !id) throw new UserError(USAGE);
    return { shop, id, yes };
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${error instanceof Error ? error.message : error}\n${USAGE}`, { cause: error });
  }
}

async function main() {
  const { shop, id, yes } = readArguments();
  await loadEnvFiles();
  const [{ findBuyers }, { eraseBuyerNow }, { closeDatabase }] = await Promise.all([
    import("@/db/queries/erased-buyers"),
    import("@/lib/erase-buyer"),
    import("@/db/client"),
  ]);
  try {
    const buyers = await findBuyers([shop], id);
    if (buyers.length === 0) throw new UserError("No order of this shop has such a buyer, or such an id.");
    for (const { buyerUserId, orders } of buyers) {
      say(`Buyer ${buyerUserId}: ${orders} ${orders === 1 ? "order" : "orders"}.`);
      if (!yes) continue;
      const entry = {
        action: "buyer.erased",
        actor: null,
        address: null,
        userAgent: "npm run buyer:erase",
      } as const;
      await eraseBuyerNow({ shopId: shop, buyerUserId }, "npm run buyer:erase", entry);
      say("Erased. The log of pages follows with the next cron runs; Admin › Privacy shows when it is done.");
    }
    if (!yes) say("Nothing was changed; add --yes to erase.");
  } catch (error) {
    if (error instanceof AppError) throw new UserError(error.message, { cause: error });
    throw error;
  } finally {
    await closeDatabase();
  }
}

main().catch((error) => {
  complain(explainDatabaseError(error) ?? describeError(error));
  process.exitCode = 1;
});
