type ProgressProps = { label: string; value: number; max: number; text: string };

/** Unknown length (`max` 0) is told as such instead of as nothing done. */
export function Progress({ label, value, max, text }: ProgressProps) {
  const isKnown = max > 0;
  const share = isKnown ? Math.min(1, value / max) : 0;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={isKnown ? max : undefined}
      aria-valuenow={isKnown ? Math.min(value, max) : undefined}
      aria-valuetext={text}
      className="h-2 overflow-hidden rounded-full bg-surface-sunken ring-1 ring-line ring-inset"
    >
      <div
        className={`h-full rounded-full bg-accent transition-[width] duration-700 ease-out ${isKnown ? "" : "w-1/4 animate-pulse"}`}
        style={isKnown ? { width: `${share * 100}%` } : undefined}
      />
    </div>
  );
}
