import { Pager } from "@/components/ui/pager";
import type { RestatementPage } from "@/db/queries/restatements";
import { hrefWith, type RawSearchParams } from "@/lib/search-params";

/** Newer and older changes from the edges of this page. */
export function HistoryPager({ page, params }: { page: RestatementPage; params: RawSearchParams }) {
  const hrefTo = (place: { newer: string } | { older: string }) =>
    hrefWith("/sync/restatements", params, { newer: null, older: null, ...place });
  const [first, last] = [page.rows[0], page.rows.at(-1)];
  return (
    <Pager
      previous={page.hasNewer && first ? hrefTo({ newer: first.id }) : null}
      next={page.hasOlder && last ? hrefTo({ older: last.id }) : null}
      words={{ previous: "Newer", next: "Older" }}
    />
  );
}
