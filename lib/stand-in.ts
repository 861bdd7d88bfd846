/** An id beginning so stands for a buyer who was erased; TikTok's own are digits. */
export const standInPrefix = "erased-";

export function isStandIn(buyerUserId: string): boolean {
  return buyerUserId.startsWith(standInPrefix);
}
