import { Card, CardHeader } from "@/components/ui/card";
import { Table, TableHead } from "@/components/ui/table";
import type { listProofsOfRun, SpanProof } from "@/db/queries/span-proofs";
import { formatInstantShort } from "@/lib/dates";
import { formatCount, formatCounted, humanizeCode } from "@/lib/format";

type Proofs = Awaited<ReturnType<typeof listProofsOfRun>>;
type RunComparisonsProps = { proofs: Proofs; timezone: string; now: Date };

const outcomes: Record<SpanProof["outcome"], string> = {
  proven: "✓ Equal at once",
  mended: "✓ Equal after reading again",
  mismatch: "≠ Still different",
  unreliable: "? TikTok's count contradicts itself",
  moving: "~ Came and went while counted",
};

const shown = 100;

/** Every comparison of counts that the run made, in its order. */
export function RunComparisons({ proofs, timezone, now }: RunComparisonsProps) {
  if (proofs.length === 0) return null;
  const rest = proofs.length > shown ? `; the first ${shown} are listed` : "";
  const at = (seconds: number) => formatInstantShort(new Date(seconds * 1000), timezone, now);
  return (
    <Card aria-labelledby="comparisons-title">
      <CardHeader
        id="comparisons-title"
        title="Comparisons"
        hint={`${formatCounted(proofs.length, "span", "spans")} counted here and at TikTok${rest}`}
      />
      <div className="max-h-[32rem] overflow-y-auto pt-2 pb-1">
        <Table aria-label="Comparisons">
          <TableHead
            columns={[
              "What",
              "From",
              "Until",
              ["Before", "num"],
              ["Here", "num"],
              ["At TikTok", "num"],
              "Outcome",
            ]}
          />
          <tbody>
            {proofs.slice(0, shown).map((proof, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: comparisons are only ever appended
              <tr key={index}>
                <td className="whitespace-nowrap">{subjectOf(proof)}</td>
                <td className="whitespace-nowrap text-ink-muted tabular-nums">
                  {proof.fromSec === null ? "the beginning" : at(proof.fromSec)}
                </td>
                <td className="whitespace-nowrap text-ink-muted tabular-nums">{at(proof.toSec)}</td>
                <td className="num">{formatCount(proof.before)}</td>
                <td className="num">{formatCount(proof.here)}</td>
                <td className="num">{proof.there === null ? "–" : formatCount(proof.there)}</td>
                <td className="whitespace-nowrap">{outcomes[proof.outcome]}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Card>
  );
}

function subjectOf({ field, recordStatus }: Proofs[number]): string {
  if (recordStatus !== null) return humanizeCode(recordStatus);
  return field === "update_time" ? "By change" : "By creation";
}
