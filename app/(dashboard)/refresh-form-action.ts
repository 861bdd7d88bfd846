"use server";

import { type RefreshResult, refreshAction } from "./actions";

/**
 * The form behind Refresh. The shop is a field and not a bound argument: a bound action in `useActionState` never
 * answers a form that is posted before the script has loaded (Next.js 16.4).
 */
export async function refreshFormAction(
  _previous: RefreshResult | null,
  formData: FormData,
): Promise<RefreshResult | null> {
  const shopId = formData.get("shopId");
  return typeof shopId === "string" ? refreshAction(shopId) : null;
}
