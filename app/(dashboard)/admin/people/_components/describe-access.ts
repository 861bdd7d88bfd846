import type { Role } from "@/lib/roles";
import { shopAccessOf } from "@/lib/shop-access";

type Access = { role: Role; shopIds: readonly string[] | null };

/** The shops a person may see, in words: `All shops`, a name, or how many of them. */
export function describeAccess({ role, shopIds }: Access, shops: { shopId: string; name: string }[]): string {
  const access = shopAccessOf(role, shopIds);
  if (access === "all") return "All shops";
  const named = shops.filter(({ shopId }) => access.includes(shopId));
  const [only] = named;
  if (named.length === 1 && only) return only.name;
  return named.length === 0 ? "No shop" : `${named.length} of ${shops.length} shops`;
}
