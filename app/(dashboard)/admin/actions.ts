"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { after } from "next/server";
import { z } from "zod";
import { cancelFullRun } from "@/db/mutations/sync-runs";
import { authedFormAction } from "@/lib/auth/action";
import { audit } from "@/lib/auth/audit";
import { AppError, ConflictError, NotFoundError } from "@/lib/errors";
import { continueInBackground } from "@/lib/sync/background";
import { requestSync } from "@/lib/sync/request";
import { syncStatus } from "@/lib/sync/status";

const shopInput = z.object({ shopId: z.string().min(1).max(64) });

/** `asked` is where the question stood: on the page itself it is gone once it is answered. */
const startInput = shopInput.extend({ asked: z.enum(["dialog", "page"]) });

/** Begins to read a shop whole, answers at once and works on afterwards. A second click joins the first. */
export const startResyncAction = authedFormAction(
  "sync.control",
  startInput,
  async ({ shopId, asked }, { user }) => {
    const status = await syncStatus(shopId);
    if (!status) throw new NotFoundError("This shop is not connected.");
    if (status.state === "needs_reconnecting") throw new AppError("reconnect_required", status.sentence);
    const { runId, isNew } = await requestSync({ shopId, kind: "full", trigger: "admin" });
    if (isNew) await audit(user, "sync.resync_requested", { shopId, details: { runId } });
    after(() => continueInBackground([shopId]));
    revalidatePath("/", "layout");
    if (asked === "page") redirect("/admin");
  },
);

const runInput = shopInput.extend({ runId: z.uuid() });

/** Ends a resync where it stands; everything it has stored stays. A first sync is not cancelled. */
export const cancelResyncAction = authedFormAction(
  "sync.control",
  runInput,
  async ({ shopId, runId }, { user }) => {
    const isCancelled = await cancelFullRun(shopId, "orders", runId);
    if (!isCancelled) throw new ConflictError("There is nothing to cancel: this resync has already ended.");
    await audit(user, "sync.cancelled", { shopId, details: { runId } });
    revalidatePath("/", "layout");
  },
);
