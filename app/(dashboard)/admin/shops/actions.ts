"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { beginShopDeletion, disconnectShop } from "@/db/mutations/shop-disconnection";
import { getShopConnection } from "@/db/queries/shop-connections";
import { authedFormAction } from "@/lib/auth/action";
import { audit, auditEntry } from "@/lib/auth/audit";
import { ConflictError, NotFoundError, toPublicError, ValidationError } from "@/lib/errors";
import { testConnection } from "@/lib/sync/test-connection";

const shopInput = z.object({ shopId: z.string().min(1).max(64) });

/** Asks TikTok one cheap thing with the shop's authorisation. */
export const testShopAction = authedFormAction("shops.connect", shopInput, async ({ shopId }, { user }) => {
  try {
    const { tookMs } = await testConnection(shopId);
    await audit(user, "shop.tested", { shopId, details: { outcome: "ok" } });
    return { tookMs };
  } catch (error) {
    await audit(user, "shop.tested", { shopId, details: { outcome: toPublicError(error).code } });
    throw error;
  } finally {
    revalidatePath("/admin/shops");
  }
});

export const disconnectShopAction = authedFormAction(
  "shops.connect",
  shopInput,
  async ({ shopId }, { user }) => {
    const isDone = await disconnectShop(shopId, await auditEntry(user, "shop.disconnected"));
    if (!isDone) throw new NotFoundError("This shop is not connected.");
    revalidatePath("/", "layout");
  },
);

const deletionInput = shopInput.extend({ confirmation: z.string().max(300) });

/** Begins to delete all data of a shop, once its name was typed. */
export const deleteShopAction = authedFormAction("shops.delete", deletionInput, async (form, { user }) => {
  const shop = await getShopConnection(form.shopId);
  if (!shop) throw new NotFoundError("There is no data of this shop.");
  if (form.confirmation.trim() !== shop.name.trim())
    throw new ValidationError("The name typed is not the one of this shop.");
  const entry = await auditEntry(user, "shop.deletion_requested");
  if (!(await beginShopDeletion(form.shopId, user.email, entry)))
    throw new ConflictError("This shop's data is being deleted already.");
  revalidatePath("/", "layout");
  redirect("/admin/shops");
});
