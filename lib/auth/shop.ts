import "server-only";
import { NotFoundError } from "@/lib/errors";
import { mayUseShop } from "@/lib/shop-access";
import type { SessionUser } from "./session";

/**
 * For a shop's id that came from outside. The answer for another person's shop is the one for a shop that does not
 * exist. @throws NotFoundError
 */
export function requireShop(user: SessionUser, shopId: string): void {
  if (!/^[\w-]{1,64}$/.test(shopId) || !mayUseShop(user.shopAccess, shopId))
    throw new NotFoundError("This shop is not connected.");
}
