import { type ExportRow, walkOrders } from "@/db/queries/order-export";
import type { OrderListing } from "@/db/queries/order-keys";
import type { CsvCell } from "@/lib/csv";
import { csvResponse } from "@/lib/csv-response";
import { toShopInstant } from "@/lib/dates";
import type { FilterShop } from "@/lib/filters/filter";
import { metricDefinitions } from "@/lib/metrics/definitions";

type Column = { title: string; cell: (row: ExportRow, shop: FilterShop) => CsvCell };

const at = (instant: string | null, { timezone }: FilterShop) =>
  instant === null ? null : toShopInstant(instant, timezone);

const columns: readonly Column[] = [
  { title: "Order id", cell: (row) => row.orderId },
  { title: "Shop", cell: (_, shop) => shop.name },
  { title: "Status", cell: (row) => row.status },
  { title: "Created", cell: (row, shop) => at(row.createTime, shop) },
  { title: "Paid", cell: (row, shop) => at(row.paidTime, shop) },
  { title: "Ready to ship", cell: (row, shop) => at(row.rtsTime, shop) },
  { title: "Delivered", cell: (row, shop) => at(row.deliveryTime, shop) },
  { title: "Cancelled", cell: (row, shop) => at(row.cancelTime, shop) },
  { title: "Currency", cell: (row) => row.currency },
  { title: "Total", cell: (row) => row.totalAmount },
  { title: "Subtotal", cell: (row) => row.subTotal },
  { title: "Seller discount", cell: (row) => row.sellerDiscount },
  { title: "Platform discount", cell: (row) => row.platformDiscount },
  { title: "Shipping", cell: (row) => row.shippingFee },
  { title: "Tax", cell: (row) => row.tax },
  { title: "Items", cell: (row) => row.units },
  { title: "SKUs", cell: (row) => row.skus },
  { title: "Products", cell: (row) => row.products },
  { title: "Free sample", cell: (row) => (row.isSampleOrder ? "yes" : "no") },
  { title: "Buyer", cell: (row) => row.buyerNickname },
  { title: "Buyer id", cell: (row) => row.buyerUserId },
  { title: "Region", cell: (row) => row.recipientRegion },
  { title: "Fulfilment", cell: (row) => row.fulfillmentType },
  { title: "Carrier", cell: (row) => row.shippingProvider },
  { title: "Tracking number", cell: (row) => row.trackingNumber },
  { title: "Warehouse", cell: (row) => row.warehouseId },
  { title: "Payment", cell: (row) => row.paymentMethodName },
  { title: "Cancelled by", cell: (row) => row.cancellationInitiator },
  { title: "Cancel reason", cell: (row) => row.cancelReason },
];

/** A list of orders as a file: one line each, times by the shop's clock, and a last line that says how many they are. */
export function exportOrders(listing: OrderListing, { fileName }: { fileName: string }): Response {
  const { metric, filter } = listing.selection;
  const shown: readonly Column[] =
    metric === null
      ? columns
      : [...columns, { title: metricDefinitions[metric].label, cell: (row) => row.contribution }];
  return csvResponse({
    fileName,
    header: shown.map(({ title }) => title),
    batches: toLines(listing, shown, new Map(filter.shops.map((shop) => [shop.shopId, shop]))),
  });
}

async function* toLines(
  listing: OrderListing,
  shown: readonly Column[],
  shops: Map<string, FilterShop>,
): AsyncGenerator<CsvCell[][]> {
  let orders = 0;
  for await (const rows of walkOrders(listing)) {
    orders += rows.length;
    yield rows.map((row) => {
      const shop = shops.get(row.shopId) ?? listing.selection.filter.shops[0];
      return shown.map(({ cell }) => cell(row, shop));
    });
  }
  yield [["Orders", orders]];
}
