import { eraseFromPages } from "@/db/mutations/buyer-erasure";
import { pruneRawPages } from "@/db/mutations/raw-pages";
import { deleteShopBatch } from "@/db/mutations/shop-deletion";
import { log } from "../log";

/** A transaction of some 50 ms. */
const rowsPerBatch = 5_000;
const pagesPerErasure = 40;
const pagesPerPruning = 200;

/** @returns false when there was nothing to do. */
type Chore = () => Promise<boolean>;

const chores: Record<string, Chore> = {
  deleteSomeRows,
  eraseFromPages: () => eraseFromPages(pagesPerErasure),
  pruneRawPages: async () => (await pruneRawPages(pagesPerPruning)) > 0,
};

/**
 * Work that nobody waits for, after a cron's answer: in small steps until the time is up, resumed by the next cron, by
 * any number of instances at once. What fails is written down and tried again next time.
 */
export async function keepHouse(budgetMs: number): Promise<void> {
  const endsAtMs = Date.now() + budgetMs;
  for (const [name, chore] of Object.entries(chores)) {
    try {
      while (Date.now() < endsAtMs && (await chore()));
    } catch (error) {
      log.error({ err: error, chore: name }, "housekeeping failed");
    }
  }
}

async function deleteSomeRows(): Promise<boolean> {
  const batch = await deleteShopBatch(rowsPerBatch);
  if (batch?.isDone) log.info({ shopId: batch.shopId }, "a shop's data is deleted");
  return batch !== null;
}
