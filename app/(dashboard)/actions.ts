"use server";

import { revalidatePath } from "next/cache";
import { after } from "next/server";
import { requireApiUser } from "@/lib/auth/session";
import { NotFoundError, toPublicError } from "@/lib/errors";
import { log } from "@/lib/log";
import { continueInBackground } from "@/lib/sync/background";
import { requestSync } from "@/lib/sync/request";
import { syncStatus } from "@/lib/sync/status";

export type RefreshResult = { ok: true } | { ok: false; code: string; message: string };

/** Asks for a shop's changes, answers at once and works on afterwards. A second click joins the first. */
export async function refreshAction(shopId: string): Promise<RefreshResult> {
  try {
    await requireApiUser();
    const status = await syncStatus(shopId);
    if (!status) throw new NotFoundError("This shop is not connected.");
    if (status.state === "needs_reconnecting") {
      return { ok: false, code: "reconnect_required", message: status.sentence };
    }
    await requestSync({ shopId, kind: "incremental", trigger: "refresh" });
  } catch (error) {
    const { status, code, message } = toPublicError(error);
    if (status >= 500) log.error({ err: error, shopId }, "refresh failed");
    return { ok: false, code, message };
  }
  after(() => continueInBackground([shopId]));
  revalidatePath("/", "layout");
  return { ok: true };
}
