import { Card, CardHeader } from "@/components/ui/card";
import type { CallCost, CallPurpose } from "@/db/queries/sync-costs";
import { formatCount, formatCounted, formatPercent } from "@/lib/format";
import { BarRow, BarTable } from "./bar-table";

const purposes: { purpose: CallPurpose; label: string; hint: string; className: string }[] = [
  { purpose: "fresh", label: "Fresh", hint: "what changed", className: "bg-data-1" },
  { purpose: "backfill", label: "Backfill", hint: "reading everything", className: "bg-data-2" },
  { purpose: "proof", label: "Proof", hint: "counting against TikTok", className: "bg-data-3" },
  { purpose: "repair", label: "Repair", hint: "reading again what is in doubt", className: "bg-data-ghost" },
];

/** What today's syncs have asked of TikTok, by what it was for. */
export function CallsToday({ costs }: { costs: CallCost[] }) {
  const costOf = new Map(costs.map((cost) => [cost.purpose, cost]));
  const total = costs.reduce((sum, { calls }) => sum + calls, 0);
  const refused = costs.reduce((sum, cost) => sum + cost.refused, 0);
  const most = Math.max(1, ...costs.map(({ calls }) => calls));
  return (
    <Card aria-labelledby="calls-title" className="flex flex-col">
      <CardHeader
        id="calls-title"
        title="API calls today"
        hint={`${formatCounted(total, "call", "calls")} by the runs that began since midnight, shop time`}
      />
      <BarTable caption="API calls today by purpose" heads={["Purpose", "Calls", "Runs"]}>
        {purposes.map(({ purpose, label, hint, className }) => {
          const { calls = 0, runs = 0 } = costOf.get(purpose) ?? {};
          return (
            <BarRow
              key={purpose}
              label={label}
              hint={hint}
              share={calls / most}
              barClassName={className}
              figures={[formatCount(calls), formatCount(runs)]}
            />
          );
        })}
      </BarTable>
      <p className="mt-auto border-t border-line px-4 py-3 text-sm text-pretty text-ink-muted sm:px-5">
        TikTok limits calls a second, not a day.{" "}
        {total === 0
          ? "None was made today."
          : refused === 0
            ? "It refused none of these."
            : `It refused ${formatCount(refused)} of these (${formatPercent(refused / total)}), which were asked again.`}
      </p>
    </Card>
  );
}
