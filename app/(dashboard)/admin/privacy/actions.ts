"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { setRawPagesDays } from "@/db/mutations/raw-pages";
import { authedFormAction } from "@/lib/auth/action";
import { auditEntry } from "@/lib/auth/audit";
import { eraseBuyerNow } from "@/lib/erase-buyer";
import { NotFoundError } from "@/lib/errors";
import { describeRetention, retentionChoices } from "@/lib/retention";

const shopId = z.string().min(1).max(64);

const retentionInput = z.object({
  shopId,
  days: z
    .enum(retentionChoices.map(String) as [string, ...string[]])
    .transform((value) => (value === "null" ? null : Number(value))),
});

export const setRetentionAction = authedFormAction(
  "privacy.manage",
  retentionInput,
  async ({ shopId, days }, { user }) => {
    const entry = await auditEntry(user, "retention.changed", { subject: describeRetention(days) });
    if (!(await setRawPagesDays(shopId, days, entry))) throw new NotFoundError("This shop is gone.");
    revalidatePath("/admin/privacy");
  },
);

const erasureInput = z.object({
  shopId,
  buyerUserId: z.string().min(1).max(64),
  confirmed: z.literal("yes", { error: "Confirm that it cannot be taken back." }),
});

/** Takes a buyer out of a shop for good. */
export const eraseBuyerAction = authedFormAction("privacy.manage", erasureInput, async (form, { user }) => {
  const { shopId, buyerUserId } = form;
  const entry = await auditEntry(user, "buyer.erased");
  const orders = await eraseBuyerNow({ shopId, buyerUserId }, user.email, entry);
  if (orders === null) throw new NotFoundError("This shop knows no such buyer any more.");
  revalidatePath("/", "layout");
  return { orders };
});
