import { formatCounted, humanizeCode } from "./format";

type Payload = Record<string, unknown>;

/**
 * What of an order's items changed, in words. TikTok has one line for each unit.
 *
 * @param order how the order itself moved, such as `Awaiting shipment → In transit`, and whether anything is told of it: what
 * its items only went along with is not told again.
 */
export function describeItems(
  before: Payload[],
  after: Payload[],
  order: { move: string; isTold: boolean },
): string[] {
  const [old, now] = [byId(before), byId(after)];
  const added = [...now.keys()].filter((id) => !old.has(id)).length;
  const removed = [...old.keys()].filter((id) => !now.has(id)).length;
  const pairs = [...now].flatMap(([id, line]) => {
    const earlier = old.get(id);
    return earlier ? [{ before: earlier, after: line }] : [];
  });
  return [
    ...(added > 0 ? [`${items(added)} added`] : []),
    ...(removed > 0 ? [`${items(removed)} removed`] : []),
    ...describeMoves(pairs, order.move),
    ...describeOther(pairs, order.isTold ? shippingKeys : []),
  ];
}

/** What lines repeat of the order and its packages. */
const shippingKeys = [
  "rts_time",
  "tracking_number",
  "shipping_provider_id",
  "shipping_provider_name",
  "package_id",
  "package_status",
];

type Pair = { before: Payload; after: Payload };

/** Lines that went from one status to another, together. */
function describeMoves(pairs: Pair[], orderMove: string): string[] {
  const moves = new Map<string, number>();
  for (const { before, after } of pairs) {
    if (before.display_status === after.display_status) continue;
    const move = `${statusOf(before)} → ${statusOf(after)}`;
    if (move !== orderMove) moves.set(move, (moves.get(move) ?? 0) + 1);
  }
  return [...moves].map(([move, count]) => `${items(count)}: ${move}`);
}

/** Fields of lines that changed, by name. */
function describeOther(pairs: Pair[], toldAlready: string[]): string[] {
  const names = new Set<string>();
  for (const { before, after } of pairs) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      if (key === "display_status" || toldAlready.includes(key)) continue;
      if (JSON.stringify(before[key] ?? "") !== JSON.stringify(after[key] ?? ""))
        names.add(key.replaceAll("_", " "));
    }
  }
  return names.size > 0 ? [`Also changed of the items: ${[...names].sort().join(", ")}`] : [];
}

const items = (count: number) => formatCounted(count, "item", "items");
const statusOf = ({ display_status: status }: Payload) => humanizeCode(String(status || "unknown"));

function byId(lines: Payload[]): Map<string, Payload> {
  return new Map(lines.map((line) => [String(line.id), line]));
}
