export type TrendStep = {
  key: string;
  /** `4 Nov 2026`, `Week of 2 Nov 2026`, `Nov 2026`. */
  label: string;
  value: number;
  /** The value as people read it. */
  text: string;
};

type TrendBarsProps = {
  caption: string;
  steps: readonly TrendStep[];
  /** Said where no step has anything. */
  nothing: string;
};

/** One bar for each step of a period; the numbers are a table for whoever does not see them. */
export function TrendBars({ caption, steps, nothing }: TrendBarsProps) {
  const highest = Math.max(...steps.map(({ value }) => value), 0);
  const [first, last] = [steps[0], steps.at(-1)];
  if (highest === 0) return <p className="grid h-28 place-content-center text-ink-muted">{nothing}</p>;
  return (
    <figure>
      <p aria-hidden className="mb-1 text-right text-2xs text-ink-muted tabular-nums">
        {steps.find(({ value }) => value === highest)?.text}
      </p>
      <div aria-hidden className="flex h-28 items-end gap-px border-t border-dashed border-line sm:gap-0.5">
        {steps.map(({ key, label, value, text }) => (
          <div
            key={key}
            title={`${label}: ${text}`}
            className="group/bar flex h-full min-w-px flex-1 items-end hover:bg-hover"
          >
            <div
              className={`w-full rounded-t-[2px] ${value > 0 ? "min-h-0.5 bg-data-1/85 group-hover/bar:bg-data-1" : ""}`}
              style={{ height: `${(Math.max(0, value) / highest) * 100}%` }}
            />
          </div>
        ))}
      </div>
      <div aria-hidden className="flex justify-between border-t border-line pt-1.5 text-xs text-ink-muted">
        <span>{first?.label}</span>
        {steps.length > 1 ? <span>{last?.label}</span> : null}
      </div>
      <table className="sr-only">
        <caption>{caption}</caption>
        <tbody>
          {steps.map(({ key, label, text }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              <td>{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
