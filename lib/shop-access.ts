import type { Role } from "./roles";

/** Which shops a person may see. */
export type ShopAccess = "all" | readonly string[];

/** Owners and admins see every shop; others those they were given, or all when nothing was chosen (`null`). */
export function shopAccessOf(role: Role, shopIds: readonly string[] | null): ShopAccess {
  if (role === "owner" || role === "admin" || shopIds === null) return "all";
  return shopIds;
}

export function mayUseShop(access: ShopAccess, shopId: string): boolean {
  return access === "all" || access.includes(shopId);
}

/** What of a list of shops, or of anything that names its shop, the person may see. */
export function onlyPermitted<T extends { shopId: string }>(access: ShopAccess, rows: readonly T[]): T[] {
  return rows.filter(({ shopId }) => mayUseShop(access, shopId));
}
