/** The product's sign; the name beside it is text. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 32 32" className={className}>
      <rect width="32" height="32" rx="8" fill="#0b6a80" />
      <path
        d="M8 21.5 13.2 15l4.3 3.6L24 10.5"
        fill="none"
        stroke="#fff"
        strokeWidth="2.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="24" cy="10.5" r="2.6" fill="#ffb547" />
    </svg>
  );
}
