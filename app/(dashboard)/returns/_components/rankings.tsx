import { Ban, PackageCheck, Undo2 } from "lucide-react";
import type { RankedBar } from "@/components/charts/ranked-bars";
import type { CancellationCount, ProductRefunds, ReasonCount } from "@/db/queries/return-figures";
import { filterHref } from "@/lib/filters/address";
import { formatCount, formatPercent } from "@/lib/format";
import { reasonParam } from "@/lib/returns/address";
import { describeReason } from "@/lib/returns/states";
import { hrefWith, type RawSearchParams } from "@/lib/search-params";
import type { ReturnsData } from "./load-returns";
import { RankingPanel } from "./ranking-panel";

type RankingsProps = { data: ReturnsData; params: RawSearchParams };

/** Why, what, and what never got as far: each line leads to the returns it counts, where they can be told apart. */
export function Rankings({ data, params }: RankingsProps) {
  const { reasons, rates, cancellations } = data;
  return (
    <div className="grid grid-cols-1 gap-5 lg:grid-cols-2 xl:grid-cols-3">
      <RankingPanel
        id="reasons-title"
        title="Reasons"
        hint="Requests of the period, with the share of all"
        bars={reasonBars(reasons, params)}
        empty={{ icon: Undo2, title: "No requests", text: "Nobody asked for anything back in this period." }}
      />
      <RankingPanel
        id="products-title"
        title="Products that come back"
        hint="Refunded units of those sold in the period"
        bars={productBars(rates.products, params)}
        empty={{
          icon: PackageCheck,
          title: "Nothing came back",
          text: "No unit sold in this period has been refunded so far.",
        }}
      />
      <RankingPanel
        id="cancellations-title"
        className="lg:max-xl:col-span-2"
        title="Cancelled before delivery"
        hint="Cancellations of the period by reason, and who asked"
        bars={cancellationBars(cancellations)}
        empty={{
          icon: Ban,
          title: "Nothing cancelled",
          text: "No order was cancelled in this period.",
        }}
      />
    </div>
  );
}

function reasonBars(reasons: readonly ReasonCount[], params: RawSearchParams): RankedBar[] {
  const most = Math.max(1, ...reasons.map(({ requests }) => requests));
  return reasons.map(({ reason, reasonText, requests, share }) => ({
    key: reason,
    label: describeReason(reason, reasonText),
    value: formatCount(requests),
    hint: formatPercent(share),
    share: requests / most,
    href: `${hrefWith("/returns", params, { reason: reasonParam(reason), state: null, cursor: null })}#list`,
  }));
}

function productBars(products: readonly ProductRefunds[], params: RawSearchParams): RankedBar[] {
  const most = Math.max(1, ...products.map(({ refundedUnits }) => refundedUnits));
  return products.map(({ productId, name, units, refundedUnits }) => ({
    key: productId,
    label: name ?? (productId || "No product named"),
    value: `${formatCount(refundedUnits)} of ${formatCount(units)}`,
    hint: units > 0 ? formatPercent(refundedUnits / units) : "–",
    share: refundedUnits / most,
    href: productId === "" ? null : filterHref("/returns", params, { product: productId }),
  }));
}

const roles: Record<string, string> = {
  BUYER: "buyers",
  SELLER: "you",
  SYSTEM: "TikTok",
  OPERATOR: "TikTok's staff",
};

function cancellationBars(cancellations: readonly CancellationCount[]): RankedBar[] {
  const most = Math.max(1, ...cancellations.map(({ requests }) => requests));
  return cancellations.map(({ reason, reasonText, role, requests }) => ({
    key: reason,
    label: `${describeReason(reason, reasonText)}${role ? ` · by ${roles[role] ?? role.toLowerCase()}` : ""}`,
    value: formatCount(requests),
    share: requests / most,
    href: null,
  }));
}
