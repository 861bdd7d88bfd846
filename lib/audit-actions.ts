/** Everything the audit log can hold, with its words. Refreshing is not among it: `sync_runs` keeps each run. */
export const auditActions = {
  "sign_in.succeeded": "Signed in",
  "sign_in.failed": "Failed sign-in",
  "sign_in.throttled": "Sign-in slowed down",
  "sign_in.refused": "Sign-in refused",
  sign_out: "Signed out",
  "sessions.ended": "Ended sessions",
  "password.changed": "Changed the password",
  "password.link_made": "Made a password link",
  "password.link_asked": "Asked for a password link by mail",
  "password.link_used": "Set a password by link",
  "owner.created": "Set up the dashboard",
  "person.created": "Created a person",
  "person.invited": "Invited a person",
  "person.joined": "Accepted an invitation",
  "person.role_changed": "Changed a role",
  "person.shops_changed": "Changed access to shops",
  "person.removed": "Removed a person",
  "invitation.revoked": "Revoked an invitation",
  "shop.connected": "Connected a shop",
  "shop.connect_failed": "Failed to connect a shop",
  "shop.disconnected": "Disconnected a shop",
  "shop.tested": "Tested a shop's connection",
  "shop.deletion_requested": "Asked to delete a shop's data",
  "shop.deleted": "Deleted a shop's data",
  "sync.resync_requested": "Started a full resync",
  "sync.cancelled": "Cancelled a sync",
  "alerts.changed": "Changed where alerts go",
  "alerts.tested": "Sent a test alert",
  "sync.check_requested": "Asked for a check",
  "retention.changed": "Changed how long raw pages are kept",
  "buyer.erased": "Erased a buyer",
  "orders.exported": "Exported orders",
  "figures.exported": "Exported figures",
  "audit.exported": "Exported the audit log",
} as const;

export type AuditAction = keyof typeof auditActions;

export function describeAction(action: string): string {
  return Object.hasOwn(auditActions, action) ? auditActions[action as AuditAction] : action;
}

/** Where a request came from, as far as it can be told. */
export type RequestOrigin = { address: string | null; userAgent: string | null };

export type AuditEntry = RequestOrigin & {
  action: AuditAction;
  actor: { id: string | null; email: string } | null;
  shopId?: string | null;
  /** What or whom it was done to, in words. */
  subject?: string | null;
  details?: Record<string, string | number | boolean | null | readonly string[]>;
};
