import { Card, CardHeader } from "@/components/ui/card";
import { Table, TableHead } from "@/components/ui/table";
import type { Erasure } from "@/db/queries/erased-buyers";
import { formatCount, formatSpan } from "@/lib/format";

type ErasureListProps = { erasures: Erasure[]; names: Record<string, string>; now: Date };

/** Who was erased is not known any more; that somebody was is. */
export function ErasureList({ erasures, names, now }: ErasureListProps) {
  if (erasures.length === 0) return null;
  return (
    <Card aria-labelledby="erasures-title">
      <CardHeader
        id="erasures-title"
        title="Erased buyers"
        hint="Only a salted hash is kept of each, to recognise what TikTok goes on sending"
      />
      <div className="pt-2 pb-1">
        <Table aria-label="Erased buyers">
          <TableHead
            columns={["Asked for", "By", "Shop", ["Orders", "num"], ["Raw pages rewritten", "num"], "State"]}
          />
          <tbody>
            {erasures.map((erasure) => (
              <tr key={`${erasure.shopId} ${erasure.id}`}>
                <td className="whitespace-nowrap">
                  <time dateTime={erasure.requestedAt}>
                    {formatSpan(now.getTime() - Date.parse(erasure.requestedAt))} ago
                  </time>
                </td>
                <td>{erasure.requestedBy}</td>
                <td className="whitespace-nowrap">{names[erasure.shopId] ?? erasure.shopId}</td>
                <td className="num">{formatCount(erasure.orders)}</td>
                <td className="num">{formatCount(erasure.pagesRewritten)}</td>
                <td className="whitespace-nowrap">
                  {erasure.finishedAt ? "Done" : "Raw pages follow with the next cron runs"}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Card>
  );
}
