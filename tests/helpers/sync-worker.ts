import { advanceSync } from "@/lib/sync/advance";

/** A process of its own that works on a shop until it is done or killed. */
const shopId = process.argv[2];
if (!shopId) throw new Error("which shop?");
await advanceSync({ shopId, budgetMs: 60_000 });
process.exit(0);
