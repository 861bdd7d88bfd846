import type { TikTokRefund } from "@/lib/tiktok/returns";
import { extraOf, hashOf } from "./personal-data";

export function hasAmount(refund: TikTokRefund): boolean {
  return (refund?.refund_subtotal ?? refund?.refund_total ?? null) !== null;
}

export function refundColumns(refund: TikTokRefund, currency: string | null) {
  return {
    currency: refund?.currency ?? currency,
    refundTotal: refund?.refund_total ?? null,
    refundSubtotal: refund?.refund_subtotal ?? null,
    refundShippingFee: refund?.refund_shipping_fee ?? null,
    refundTax: refund?.refund_tax ?? null,
  };
}

export function provenance(
  clean: Record<string, unknown>,
  json: string,
  columnKeys: Set<string>,
  storedAtIso: string,
) {
  return {
    extra: JSON.stringify(extraOf(clean, columnKeys)),
    contentHash: hashOf(json),
    firstSeenAt: storedAtIso,
    storedAt: storedAtIso,
    checkedAt: null,
    vanishedAt: null,
  };
}

export function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
