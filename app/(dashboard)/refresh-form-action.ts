"use server";

import { revalidatePath } from "next/cache";
import { after } from "next/server";
import { z } from "zod";
import { authedFormAction } from "@/lib/auth/action";
import { AppError, NotFoundError } from "@/lib/errors";
import { continueInBackground } from "@/lib/sync/background";
import { requestSync } from "@/lib/sync/request";
import { syncStatus } from "@/lib/sync/status";

const refreshInput = z.object({ shopId: z.string().min(1).max(64) });

/**
 * Asks for a shop's changes, answers at once and works on afterwards. A second click joins the first. The shop is a
 * field and not a bound argument: a bound action in `useActionState` never answers a form that is posted before the
 * script has loaded (Next.js 16.4).
 */
export const refreshFormAction = authedFormAction("sync.refresh", refreshInput, async ({ shopId }) => {
  const status = await syncStatus(shopId);
  if (!status) throw new NotFoundError("This shop is not connected.");
  if (status.state === "needs_reconnecting") throw new AppError("reconnect_required", status.sentence);
  await requestSync({ shopId, kind: "incremental", trigger: "refresh" });
  after(() => continueInBackground([shopId]));
  revalidatePath("/", "layout");
});
