import { Package } from "lucide-react";
import { CurrencyTabs } from "@/components/filters/currency-tabs";
import { FilterBar } from "@/components/filters/filter-bar";
import { guardDatabase } from "@/components/guard-database";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ExportLink } from "@/components/ui/export-link";
import { Notices } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Stat, StatRow } from "@/components/ui/stat";
import { listCurrencies, type ProductBoard, readProductBoard } from "@/db/queries/product-board";
import { listProductTrends } from "@/db/queries/product-trends";
import { hrefWith, type RawSearchParams } from "@/lib/address";
import { requirePage } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { ordersHref } from "@/lib/filters/address";
import type { Filter } from "@/lib/filters/filter";
import { describeDates } from "@/lib/filters/labels";
import { formatCount, formatPercent } from "@/lib/format";
import { productWords } from "@/lib/metrics/product-words";
import { formatMoney } from "@/lib/money";
import { loadFilter } from "../_components/load-filter";
import { NoShop } from "../_components/no-shop";
import { type BoardPlace, noSuchPage, parseBoard, productsPerPage } from "./_components/board-params";
import { ProductTable } from "./_components/product-table";

export const metadata = { title: "Products" };

export default function ProductsPage({ searchParams }: PageProps<"/products">) {
  return guardDatabase(async () => renderProducts(await searchParams));
}

async function renderProducts(params: RawSearchParams) {
  const [{ user }, loaded] = await Promise.all([requirePage("dashboard.view"), loadFilter(params)]);
  if (!loaded) return <NoShop title="Products" what="Products appear" icon={Package} />;
  const { filter } = loaded;
  // Begun here, so that what stands above is made while the database is at work.
  const reading = readBoard(params, filter);
  return (
    <>
      <PageHeader title="Products" hint={`${describeDates(filter.range)}, by day of payment`}>
        {can(user, "orders.export") ? (
          <ExportLink href={hrefWith("/products/export", params, { page: null, find: null })} />
        ) : null}
      </PageHeader>
      <FilterBar
        pathname="/products"
        params={params}
        filter={filter}
        chosenProducts={loaded.chosenProducts}
        foundProducts={loaded.foundProducts}
        hasCompare={false}
      />
      <Notices texts={loaded.notices} />
      {guardDatabase(async () => renderBoard(await reading, params))}
    </>
  );
}

type Reading = {
  currencies: string[];
  place: BoardPlace;
  board: ProductBoard;
  trends: Map<string, number[]> | null;
  /** The orders of all units. */
  unitsHref: string;
};

/** The board is read in the likeliest currency while it is asked which there are. */
async function readBoard(params: RawSearchParams, filter: Filter): Promise<Reading> {
  const likely = parseBoard(params, filter, []);
  const [currencies, likelyBoard] = await Promise.all([listCurrencies(filter), readPage(filter, likely)]);
  const asked = parseBoard(params, filter, currencies);
  const board = asked.currency === likely.currency ? likelyBoard : await readPage(filter, asked);
  const found = board.products.length > 0 || asked.page === 1 ? { place: asked, board } : null;
  // Beyond the last page no row is left to tell what all of them add up to.
  const first = { ...asked, page: 1, notices: [...asked.notices, noSuchPage] };
  const shown = found ?? { place: first, board: await readPage(filter, first) };
  const productIds = shown.board.products.map(({ productId }) => productId);
  const trends = await listProductTrends({ filter, currency: asked.currency, productIds });
  const unitsHref = ordersHref(params, filter, { metric: "units", currency: asked.currency });
  return { currencies, ...shown, trends, unitsHref };
}

function readPage(filter: Filter, { sort, page, currency }: BoardPlace): Promise<ProductBoard> {
  const offset = (page - 1) * productsPerPage;
  return readProductBoard({ filter, currency, sort, offset, limit: productsPerPage });
}

function renderBoard({ currencies, place, board, trends, unitsHref }: Reading, params: RawSearchParams) {
  const { sort, page, currency, notices } = place;
  return (
    <>
      <Notices texts={notices} />
      <CurrencyTabs
        pathname="/products"
        params={params}
        label="Sales in"
        currencies={currencies}
        chosen={currency}
      />
      {board.total.products > 0 ? (
        <BoardSummary board={board} currency={currency} unitsHref={unitsHref} />
      ) : null}
      <Card>
        {board.products.length === 0 ? (
          <EmptyState icon={Package} title="No products sold">
            Nothing was paid for under this filter and in this currency.
          </EmptyState>
        ) : (
          <ProductTable board={board} trends={trends} sort={sort} currency={currency} params={params} />
        )}
        <BoardPages total={board.total.products} page={page} params={params} />
      </Card>
    </>
  );
}

type SummaryProps = { board: ProductBoard; currency: string; unitsHref: string };

function BoardSummary({ board: { total }, currency, unitsHref }: SummaryProps) {
  const share = total.vitalProducts / total.products;
  return (
    <StatRow label="All products of this filter">
      <Stat label="Products sold" value={formatCount(total.products)} />
      <Stat
        label="Net sales"
        value={formatMoney(total.netSales, currency)}
        definition={productWords.netSales}
      />
      <Stat label="Units" value={formatCount(total.units)} definition={productWords.units} href={unitsHref} />
      <Stat
        label="Make 80% of net sales"
        value={`${formatCount(total.vitalProducts)} ${total.vitalProducts === 1 ? "product" : "products"}`}
        hint={`${formatPercent(share)} of all`}
        definition="The fewest products whose net sales add up to four fifths of all."
      />
    </StatRow>
  );
}

function BoardPages({ total, page, params }: { total: number; page: number; params: RawSearchParams }) {
  const pages = Math.ceil(total / productsPerPage);
  if (pages < 2) return null;
  const hrefOf = (to: number) => hrefWith("/products", params, { page: to === 1 ? null : String(to) });
  return (
    <Pager previous={page > 1 ? hrefOf(page - 1) : null} next={page < pages ? hrefOf(page + 1) : null}>
      <span className="text-xs text-ink-muted tabular-nums">
        Page {page} of {pages}
      </span>
    </Pager>
  );
}
