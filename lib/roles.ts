export const roles = ["owner", "admin", "analyst", "viewer"] as const;

export type Role = (typeof roles)[number];

/** Who may connect shops, start a full resync and manage people. */
export function canAdminister(role: Role): boolean {
  return role === "owner" || role === "admin";
}
