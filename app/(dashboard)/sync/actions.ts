"use server";

import { revalidatePath } from "next/cache";
import { after } from "next/server";
import { z } from "zod";
import { getSyncRun } from "@/db/queries/run-history";
import { listProofsOfRun, type SpanProof } from "@/db/queries/span-proofs";
import { authedFormAction } from "@/lib/auth/action";
import { audit } from "@/lib/auth/audit";
import { AppError, NotFoundError } from "@/lib/errors";
import { formatCount } from "@/lib/format";
import { advanceSync } from "@/lib/sync/advance";
import { continueInBackground } from "@/lib/sync/background";
import { requestSync } from "@/lib/sync/request";
import { requestRecordCheck, requestSpanCheck } from "@/lib/sync/request-repair";
import { syncStatus } from "@/lib/sync/status";

/** Long enough for a day of a few thousand orders; what does not fit goes on after the answer. */
const briefMs = 20_000;
const longestSpanSec = 25 * 3_600;

const shopInput = z.object({ shopId: z.string().min(1).max(64) });
const spanSchema = z
  .string()
  .regex(/^\d{9,11}-\d{9,11}$/)
  .transform((text) => {
    const [fromSec = 0, toSec = 0] = text.split("-").map(Number);
    return { fromSec, toSec };
  })
  .refine(({ fromSec, toSec }) => fromSec < toSec && toSec - fromSec <= longestSpanSec, {
    message: "A check reads an hour or a day.",
  });

async function requireConnected(shopId: string): Promise<void> {
  const status = await syncStatus(shopId);
  if (!status) throw new NotFoundError("This shop is not connected.");
  if (status.state === "needs_reconnecting") throw new AppError("reconnect_required", status.sentence);
}

/** Works on what was asked for, as far as a person waits; the rest is done after the answer. */
async function workBriefly(shopId: string, runId: string): Promise<boolean> {
  await advanceSync({ shopId, budgetMs: briefMs });
  const run = await getSyncRun({ shopIds: [shopId], runId });
  const isDone = run?.status !== "running";
  if (!isDone) after(() => continueInBackground([shopId]));
  revalidatePath("/", "layout");
  return isDone;
}

const notYet = "It was asked for, and is read as soon as the sync under way lets it.";

const spanInput = shopInput.extend({ span: spanSchema });

/** Reads an hour or a day again, whole, and counts it before and after. */
export const checkSpanAction = authedFormAction("sync.control", spanInput, async (input, { user }) => {
  const { shopId, span } = input;
  await requireConnected(shopId);
  const { runId } = await requestSpanCheck({ shopId }, span);
  await audit(user, "sync.check_requested", { shopId, details: { ...span, runId } });
  const isDone = await workBriefly(shopId, runId);
  const proofs = await listProofsOfRun({ shopId, runId });
  const proof = proofs.findLast((each) => each.fromSec === span.fromSec && each.toSec === span.toSec);
  return { message: proof ? describeProof(proof) : isDone ? "Nothing was there to read." : notYet };
});

function describeProof({ here, there, before, outcome }: SpanProof): string {
  const sums = `${formatCount(here)} here ${here === there ? "=" : "≠"} ${there === null ? "no count" : formatCount(there)} at TikTok`;
  if (outcome === "proven") return `${sums}: proven.`;
  if (outcome === "mended") return `${sums}: mended, ${formatCount(Math.abs(here - before))} had been wrong.`;
  if (outcome === "unreliable") return `${sums}: TikTok's count contradicts what it lists.`;
  return `${sums}: still different.`;
}

const orderInput = shopInput.extend({ orderId: z.string().regex(/^[\w-]{1,64}$/) });

/** Asks TikTok for one order by its id; the freshest copy wins. */
export const recheckOrderAction = authedFormAction("sync.control", orderInput, async (input, { user }) => {
  const { shopId, orderId } = input;
  await requireConnected(shopId);
  const { runId } = await requestRecordCheck({ shopId }, orderId);
  await audit(user, "sync.check_requested", { shopId, subject: `Order ${orderId}`, details: { runId } });
  const isDone = await workBriefly(shopId, runId);
  const run = await getSyncRun({ shopIds: [shopId], runId });
  if (!isDone || !run) return { message: notYet };
  if (run.status === "failed") return { message: "TikTok could not be asked. The Sync page says why." };
  if (run.vanished > 0) return { message: "TikTok does not know this order any more. It is kept here." };
  return {
    message:
      run.inserted + run.updated > 0
        ? "It had changed at TikTok, and is mended."
        : "It is here as TikTok has it.",
  };
});

/** Counts everything against TikTok's own counts, as each night, and mends what differs. */
export const countEverythingAction = authedFormAction(
  "sync.control",
  shopInput,
  async ({ shopId }, { user }) => {
    await requireConnected(shopId);
    const { runId } = await requestSync({ shopId, kind: "audit", scope: "history", trigger: "admin" });
    await audit(user, "sync.check_requested", { shopId, subject: "Everything", details: { runId } });
    const isDone = await workBriefly(shopId, runId);
    const run = await getSyncRun({ shopIds: [shopId], runId });
    if (!isDone || !run || run.countedHere === null) return { message: notYet };
    const { countedHere: here, countedThere: there, isCountProven } = run;
    const sums = `${formatCount(here)} here ${here === there ? "=" : "≠"} ${there === null ? "no count" : formatCount(there)} at TikTok`;
    return { message: `${sums}: ${isCountProven ? "proven" : "not proven"}.` };
  },
);
