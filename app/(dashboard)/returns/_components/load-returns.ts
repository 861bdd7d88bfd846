import {
  type CancellationCount,
  getRefundRates,
  listCancellationReasons,
  listReturnReasons,
  type ReasonCount,
  type RefundRates,
  type ReturnSummary,
  summarizeReturns,
} from "@/db/queries/return-figures";
import { listReturns, type ReturnPage } from "@/db/queries/returns";
import type { Filter } from "@/lib/filters/filter";
import type { ReturnSelection } from "@/lib/returns/address";
import type { OrderCursor } from "@/lib/search-params";

export type ReturnsData = {
  /** Of all requests of the filter. */
  summary: ReturnSummary;
  /** Of those with the chosen reason. */
  listed: ReturnSummary;
  reasons: ReasonCount[];
  rates: RefundRates;
  cancellations: CancellationCount[];
  page: ReturnPage;
};

const returnsPerPage = 50;
const shownLines = 8;

/** Everything on the page, read at the same time. */
export async function loadReturns(
  filter: Filter,
  selection: ReturnSelection,
  cursor: OrderCursor | null,
): Promise<ReturnsData> {
  const [summary, narrowed, reasons, rates, cancellations, page] = await Promise.all([
    summarizeReturns(filter, { reason: null }),
    selection.reason === null ? null : summarizeReturns(filter, selection),
    listReturnReasons(filter, shownLines),
    getRefundRates(filter, shownLines),
    listCancellationReasons(filter, shownLines),
    listReturns({ filter, selection, cursor, limit: returnsPerPage }),
  ]);
  return { summary, listed: narrowed ?? summary, reasons, rates, cancellations, page };
}
