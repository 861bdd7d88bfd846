"use server";

import { revalidatePath } from "next/cache";
import { after } from "next/server";
import { z } from "zod";
import { authedFormAction } from "@/lib/auth/action";
import { AppError, NotFoundError } from "@/lib/errors";
import { continueInBackground } from "@/lib/sync/background";
import { requestSync } from "@/lib/sync/request";
import { syncStatus } from "@/lib/sync/status";

const shopIdSchema = z.string().min(1).max(64);
const refreshInput = z.object({
  shopId: z.union([shopIdSchema.transform((shopId) => [shopId]), z.array(shopIdSchema).min(1).max(500)]),
});

/** @returns the sentence of a shop that has to be reconnected first; null when it is asked for. */
async function askFor(shopId: string): Promise<string | null> {
  const status = await syncStatus(shopId);
  if (!status) throw new NotFoundError("This shop is not connected.");
  if (status.state === "needs_reconnecting") return status.sentence;
  await requestSync({ shopId, kind: "incremental", trigger: "refresh" });
  return null;
}

/**
 * Asks for the changes of the shops on screen, answers at once and works on afterwards. A second click joins the first.
 * The shop is a field and not a bound argument: a bound action in `useActionState` never answers a form that is posted
 * before the script has loaded (Next.js 16.4).
 */
export const refreshFormAction = authedFormAction(
  "sync.refresh",
  refreshInput,
  async ({ shopId: shopIds }) => {
    const refusals = await Promise.all(shopIds.map(askFor));
    const asked = shopIds.filter((_, index) => refusals[index] === null);
    const [refusal] = refusals.flatMap((sentence) => sentence ?? []);
    if (asked.length > 0) after(() => continueInBackground(asked));
    revalidatePath("/", "layout");
    if (refusal !== undefined) throw new AppError("reconnect_required", refusal);
  },
);
