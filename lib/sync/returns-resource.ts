import { analyzeReturns } from "@/db/mutations/maintenance";
import { recordMarks } from "@/db/mutations/record-marks";
import { markStaleOrders } from "@/db/mutations/rollups";
import { findStoredReturns, lockStoredReturns, storeReturns } from "@/db/mutations/store-returns";
import { storedRecords } from "@/db/queries/records";
import { returnPageSize, returnScope, searchReturns, type TikTokReturn } from "@/lib/tiktok/returns";
import { type MappedReturn, mapReturn } from "./map-return";
import { type RecordKind, recordResource } from "./record-resource";

export const returnKind: RecordKind<TikTokReturn, MappedReturn> = {
  name: "returns",
  scope: returnScope,
  pageSizes: returnPageSize,
  search: searchReturns,
  itemOf: (record) => ({
    id: record.return_id,
    createSec: record.create_time,
    updateSec: record.update_time,
  }),
  map: mapReturn,
  idOf: ({ row }) => row.returnId,
  find: findStoredReturns,

  /** A refund that is complete, or no longer is, changes the figures of the day its order was paid. */
  async store(tx, shop, mapped, comparison) {
    const rows = mapped.map(({ row }) => row);
    const ids = rows.map(({ returnId }) => returnId);
    const before = await lockStoredReturns(tx, shop.shopId, ids);
    const counts = await storeReturns(
      tx,
      rows,
      mapped.flatMap(({ lines }) => lines),
      comparison,
    );
    const refunded = [...rows, ...before].filter(({ isRefunded }) => isRefunded);
    const orderIds = [...new Set(refunded.map(({ orderId }) => orderId))];
    if (orderIds.length > 0) await markStaleOrders(tx, shop, orderIds);
    return counts;
  },

  stored: storedRecords("returns"),
  marks: recordMarks("returns"),
  analyze: analyzeReturns,
};

export const returnsResource = recordResource(returnKind);
