export const roles = ["owner", "admin", "analyst", "viewer"] as const;

export type Role = (typeof roles)[number];

/** Who may give others access: `people.manage` of lib/auth/permissions.ts, for db/, which asks again under lock. */
export function managesPeople(role: Role): boolean {
  return role === "owner" || role === "admin";
}
