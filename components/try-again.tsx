type TryAgainProps = { className?: string };

/** A full load of the same address, which needs no script and recovers when the server has. */
export function TryAgain({ className }: TryAgainProps) {
  return (
    // biome-ignore lint/a11y/useValidAnchor: an empty reference is this very address, query and all
    <a href="" className={className}>
      Try again
    </a>
  );
}
