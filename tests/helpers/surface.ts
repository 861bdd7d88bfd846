import type { Permission } from "@/lib/auth/permissions";

/**
 * Everything of the app that answers from outside, with what it requires: a permission, or why it needs none.
 * `tests/unit/access/surface.test.ts` fails when the source tree holds something that is not here, or asks for
 * something else; `tests/e2e/access.spec.ts` calls all of it with every role and without a session.
 */
export type Requirement =
  | Permission
  /** Anybody may call it; it shows and changes nothing of a shop. */
  | "public"
  /** The scheduler's secret, compared in constant time. */
  | "cron-secret"
  /** TikTok's signature over the raw body. */
  | "tiktok-signature";

export const pages: Record<string, Requirement> = {
  "/": "dashboard.view",
  "/admin": "sync.control",
  "/orders": "dashboard.view",
  "/orders/[orderId]": "dashboard.view",
  "/customers": "dashboard.view",
  "/fulfilment": "dashboard.view",
  "/products": "dashboard.view",
  "/returns": "dashboard.view",
  "/products/[productId]": "dashboard.view",
  "/products/[productId]/[skuId]": "dashboard.view",
  "/sync": "dashboard.view",
  "/sync/restatements": "dashboard.view",
  "/account": "account.use",
  "/admin/alerts": "alerts.manage",
  "/admin/audit": "audit.view",
  "/admin/people": "people.manage",
  "/admin/people/[userId]": "people.manage",
  "/admin/privacy": "privacy.manage",
  "/admin/shops": "shops.connect",
  "/admin/shops/[shopId]/delete": "shops.delete",
  "/forgot-password": "public",
  "/invite/[token]": "public",
  "/reset/[token]": "public",
  "/sync/runs/[runId]": "dashboard.view",
  "/setup": "public",
  "/sign-in": "public",
};

export const routes: Record<string, Requirement> = {
  "/admin/audit/export": "audit.view",
  "/api/auth/[...nextauth]": "public",
  "/api/cron/audit": "cron-secret",
  "/api/cron/resume": "cron-secret",
  "/api/cron/sync": "cron-secret",
  "/api/health": "public",
  "/api/sync/status": "dashboard.view",
  "/api/tiktok/authorize": "shops.connect",
  "/api/tiktok/callback": "shops.connect",
  "/api/tiktok/webhook": "tiktok-signature",
  "/export": "orders.export",
  "/orders/export": "orders.export",
  "/products/export": "orders.export",
};

export const actions: Record<string, Requirement> = {
  acceptInvitationAction: "public",
  askPasswordLinkAction: "public",
  changePasswordAction: "account.use",
  changePersonAction: "people.manage",
  deleteShopAction: "shops.delete",
  disconnectShopAction: "shops.connect",
  eraseBuyerAction: "privacy.manage",
  endPersonSessionsAction: "people.manage",
  endSessionAction: "account.use",
  invitePersonAction: "people.manage",
  makePasswordLinkAction: "people.manage",
  oauthSignInAction: "public",
  removePersonAction: "people.manage",
  resetPasswordAction: "public",
  removeAlertTargetAction: "alerts.manage",
  revokeInvitationAction: "people.manage",
  saveAlertTargetAction: "alerts.manage",
  testAlertTargetAction: "alerts.manage",
  testShopAction: "shops.connect",
  setRetentionAction: "privacy.manage",
  signOutEverywhereAction: "account.use",
  cancelResyncAction: "sync.control",
  checkSpanAction: "sync.control",
  countEverythingAction: "sync.control",
  recheckOrderAction: "sync.control",
  refreshFormAction: "sync.refresh",
  setThemeAction: "public",
  setupAction: "public",
  signInAction: "public",
  signOutAction: "public",
  startResyncAction: "sync.control",
};
