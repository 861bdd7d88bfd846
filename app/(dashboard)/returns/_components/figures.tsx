import type { Route } from "next";
import Link from "next/link";
import type { CSSProperties, ReactNode } from "react";
import type { RefundRates, ReturnSummary } from "@/db/queries/return-figures";
import { formatCount, formatPercent, formatSpan } from "@/lib/format";
import { formatMoney } from "@/lib/money";

type FiguresProps = { summary: ReturnSummary; rates: RefundRates; now: Date; waitingHref: string };

/** The four figures of the period. */
export function Figures({ summary, rates, now, waitingHref }: FiguresProps) {
  const { requests, byState, givenBack } = summary;
  const [first, ...others] = givenBack;
  const isOpen = byState.waiting + byState["under-way"];
  return (
    <dl className="grid grid-cols-2 gap-3 sm:gap-4 xl:grid-cols-4">
      <Figure label="Requests" value={formatCount(requests)}>
        {requests === 0 ? "To return, refund or replace" : `${formatCount(isOpen)} not settled yet`}
      </Figure>
      <Figure label="Waiting for you" value={formatCount(byState.waiting)} href={waitingHref}>
        {describeDeadline(summary, now)}
      </Figure>
      <Figure label="Given back" value={first ? formatMoney(first.amount, first.currency) : formatCount(0)}>
        {others.length > 0
          ? others.map(({ amount, currency }) => formatMoney(amount, currency)).join(" · ")
          : "Completed refunds, shipping and tax included"}
      </Figure>
      <Figure
        label="Refund rate"
        value={rates.units === 0 ? "–" : formatPercent(rates.refundedUnits / rates.units)}
      >
        {formatCount(rates.refundedUnits)} of {formatCount(rates.units)} units sold in the period
      </Figure>
    </dl>
  );
}

function describeDeadline({ byState, nextDeadline }: ReturnSummary, now: Date): string {
  if (byState.waiting === 0) return "Nothing to answer";
  if (nextDeadline === null) return "TikTok names no deadline";
  const leftMs = Date.parse(nextDeadline) - now.getTime();
  return leftMs < 0 ? `First one overdue by ${formatSpan(leftMs)}` : `First one due in ${formatSpan(leftMs)}`;
}

type FigureProps = { label: string; value: string; href?: string; children: ReactNode };

function Figure({ label, value, href, children }: FigureProps) {
  const size = { "--chars": value.length, "--largest": "1.5rem" } as CSSProperties;
  return (
    <div className="@container relative rounded-lg border border-line bg-surface p-4 shadow-card has-[a:hover]:border-line-strong">
      <dt className="text-sm font-medium text-ink-muted">
        {href ? (
          <Link
            href={href as Route}
            prefetch={false}
            className="after:absolute after:inset-0 after:rounded-lg"
          >
            {label}
          </Link>
        ) : (
          label
        )}
      </dt>
      <dd>
        <p className="figure figure-fit mt-1 font-semibold whitespace-nowrap tabular-nums" style={size}>
          {value}
        </p>
        <p className="mt-0.5 text-xs text-pretty text-ink-muted tabular-nums">{children}</p>
      </dd>
    </div>
  );
}
