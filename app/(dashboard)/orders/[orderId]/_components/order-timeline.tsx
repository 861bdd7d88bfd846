import { Card, CardHeader } from "@/components/ui/card";
import type { OrderDetail } from "@/db/queries/order-detail";
import { formatInstant } from "@/lib/dates";
import { formatSpan } from "@/lib/format";

const urgentMs = 24 * 3_600_000;

type TimelineProps = { order: OrderDetail; timezone: string; now: Date };

function listEvents(order: OrderDetail) {
  const events: [string, string | null][] = [
    ["Created", order.createTime],
    ["Paid", order.paidTime],
    ["Ready to ship", order.rtsTime],
    ["Delivered", order.deliveryTime],
    ["Cancelled", order.cancelTime],
    ["Last change at TikTok", order.updateTime],
  ];
  return events
    .flatMap(([label, at]) => (at === null ? [] : [{ label, at }]))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function listDeadlines(order: OrderDetail) {
  const isShipped = order.rtsTime !== null;
  const isOver = order.cancelTime !== null;
  return [
    { label: "Ready to ship by", at: order.rtsSlaTime, metAt: order.rtsTime, isOver },
    { label: "With the carrier by", at: order.ttsSlaTime, metAt: null, isOver: isOver || isShipped },
    {
      label: "Cancelled automatically at",
      at: order.cancelOrderSlaTime,
      metAt: null,
      isOver: isOver || isShipped,
    },
  ].flatMap(({ at, ...rest }) => (at === null ? [] : [{ at, ...rest }]));
}

/** What happened to the order and what is due, from the times TikTok gives. */
export function OrderTimeline({ order, timezone, now }: TimelineProps) {
  const deadlines = listDeadlines(order);
  return (
    <Card aria-labelledby="timeline-title">
      <CardHeader id="timeline-title" title="Time line" hint={timezone} />
      <ol className="px-4 py-4 sm:px-5">
        {listEvents(order).map(({ label, at }) => (
          <li
            key={label}
            className="relative pb-4 pl-6 before:absolute before:top-1.5 before:left-0.5 before:size-2.5 before:rounded-full before:bg-accent after:absolute after:top-5 after:bottom-0 after:left-[0.4rem] after:w-px after:bg-line last:pb-0 last:after:hidden"
          >
            <p className="font-medium">{label}</p>
            <time dateTime={at} className="text-xs text-ink-muted tabular-nums">
              {formatInstant(at, timezone)}
            </time>
          </li>
        ))}
      </ol>
      {deadlines.length > 0 ? (
        <dl className="grid gap-2.5 border-t border-line px-4 py-4 sm:px-5">
          {deadlines.map(({ label, at, metAt, isOver }) => (
            <div key={label} className="flex flex-wrap items-baseline justify-between gap-x-4">
              <dt className="text-ink-muted">{label}</dt>
              <dd className="text-right tabular-nums">
                <time dateTime={at}>{formatInstant(at, timezone)}</time>
                <DeadlineState at={at} metAt={metAt} isOver={isOver} now={now} />
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
    </Card>
  );
}

type DeadlineStateProps = { at: string; metAt: string | null; isOver: boolean; now: Date };

function DeadlineState({ at, metAt, isOver, now }: DeadlineStateProps) {
  const due = Date.parse(at);
  if (metAt !== null) {
    const isMet = Date.parse(metAt) <= due;
    return <p className={`text-xs ${isMet ? "text-good" : "text-bad"}`}>{isMet ? "Met" : "Missed"}</p>;
  }
  if (isOver) return <p className="text-xs text-ink-muted">No longer due</p>;
  const leftMs = due - now.getTime();
  return leftMs < 0 ? (
    <p className="text-xs font-medium text-bad">Passed {formatSpan(leftMs)} ago</p>
  ) : (
    <p className={`text-xs font-medium ${leftMs < urgentMs ? "text-warn" : "text-ink-muted"}`}>
      In {formatSpan(leftMs)}
    </p>
  );
}
