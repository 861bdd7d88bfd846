import { analyzeCancellations } from "@/db/mutations/maintenance";
import { recordMarks } from "@/db/mutations/record-marks";
import { findStoredCancellations, storeCancellations } from "@/db/mutations/store-cancellations";
import { storedRecords } from "@/db/queries/records";
import {
  cancellationPageSize,
  searchCancellations,
  type TikTokCancellation,
} from "@/lib/tiktok/cancellations";
import { returnScope } from "@/lib/tiktok/returns";
import { type MappedCancellation, mapCancellation } from "./map-cancellation";
import { type RecordKind, recordResource } from "./record-resource";

/** What is cancelled is told by the orders themselves; this tells who asked, why, and what is still open. */
export const cancellationKind: RecordKind<TikTokCancellation, MappedCancellation> = {
  name: "cancellations",
  scope: returnScope,
  pageSizes: cancellationPageSize,
  search: searchCancellations,
  itemOf: (record) => ({
    id: record.cancel_id,
    createSec: record.create_time,
    updateSec: record.update_time,
  }),
  map: mapCancellation,
  idOf: ({ row }) => row.cancelId,
  find: findStoredCancellations,
  store: (tx, _shop, mapped, comparison) =>
    storeCancellations(
      tx,
      mapped.map(({ row }) => row),
      comparison,
    ),
  stored: storedRecords("cancellations"),
  marks: recordMarks("cancellations"),
  analyze: analyzeCancellations,
};

export const cancellationsResource = recordResource(cancellationKind);
