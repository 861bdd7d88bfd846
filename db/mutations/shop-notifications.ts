import "server-only";
import { getSql } from "../client";

/** TikTok has been asked to notify us of this shop's changes, and will. */
export async function recordNotified(shopId: string): Promise<void> {
  await getSql()`
    update shops set notified_since = coalesce(notified_since, now()), notify_error_code = null
    where shop_id = ${shopId}`;
}

/** It has been asked, and refused. */
export async function recordNotNotified(shopId: string, errorCode: string): Promise<void> {
  await getSql()`
    update shops set notified_since = null, notify_error_code = ${errorCode} where shop_id = ${shopId}`;
}
