import type { Role } from "@/lib/roles";

/**
 * Who may do what: the only place that says so. Every page, route and action names one of these in its wrapper
 * (`requirePage`, `authedRoute`, `authedAction`), and `tests/helpers/surface.ts` lists them all.
 */
const table = {
  /** See every page with figures, and how the sync fares. */
  "dashboard.view": ["owner", "admin", "analyst", "viewer"],
  /** Ask TikTok for what is new. */
  "sync.refresh": ["owner", "admin", "analyst", "viewer"],
  /** See buyers' names and ids unmasked, and search by them. */
  "buyers.view": ["owner", "admin", "analyst"],
  /** Take data out as a file. */
  "orders.export": ["owner", "admin", "analyst"],
  /** See what TikTok sent beyond the columns. */
  "orders.raw": ["owner", "admin"],
  /** Full resyncs, cancelling a run, checks on demand. */
  "sync.control": ["owner", "admin"],
  /** Connect, test, reconnect and disconnect shops. */
  "shops.connect": ["owner", "admin"],
  /** Set where alerts are sent. */
  "alerts.manage": ["owner", "admin"],
  /** How long raw pages are kept, and erasing a buyer. */
  "privacy.manage": ["owner", "admin"],
  /** Delete a shop's data for good. */
  "shops.delete": ["owner"],
  /** Invite, change and remove everybody but owners. */
  "people.manage": ["owner", "admin"],
  /** Make somebody an owner, and change or remove one. */
  "owners.manage": ["owner"],
  "audit.view": ["owner", "admin"],
  /** One's own password and sessions. */
  "account.use": ["owner", "admin", "analyst", "viewer"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof table;

export const permissions = Object.keys(table) as Permission[];

export function can(user: { role: Role }, permission: Permission): boolean {
  const allowed: readonly Role[] = table[permission];
  return allowed.includes(user.role);
}
