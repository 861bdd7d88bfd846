/** The shape of a figure over the period. Decoration beside a number that says it all. */
export function Sparkline({ path }: { path: string }) {
  return (
    <svg aria-hidden viewBox="0 0 100 24" preserveAspectRatio="none" className="h-8 w-full overflow-visible">
      <path
        d={path}
        fill="none"
        stroke="var(--data-1)"
        strokeWidth="1.5"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
