import type { OrderListing } from "@/db/queries/order-keys";
import type { OrderSelection } from "@/lib/filters/selection";

/** The orders of a selection that hold one SKU. */
export function skuListing(
  selection: OrderSelection,
  sku: { productId: string; skuId: string },
): OrderListing {
  return {
    selection,
    productsBy: "line",
    match: {
      idPrefix: null,
      areIdsFew: true,
      hasBuyerIds: false,
      trackingPatterns: [],
      buyers: [],
      nicknamePattern: null,
      areBuyersKnown: true,
      skus: [sku],
      skuText: null,
    },
  };
}
