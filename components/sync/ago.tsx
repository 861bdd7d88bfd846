"use client";

import { useEffect, useState } from "react";
import { formatDuration, formatSpan } from "@/lib/format";

/** An age that ticks. Starts at the server's clock, so that the first client render equals the server's. */
export function Ago({ instant, drawnAt }: { instant: string; drawnAt: string }) {
  const [now, setNow] = useState(() => Date.parse(drawnAt));
  useEffect(() => {
    const tick = () => setNow(Date.now());
    tick();
    const timer = setInterval(tick, 1_000);
    return () => clearInterval(timer);
  }, []);
  const ageMs = Math.max(0, now - Date.parse(instant));
  return (
    <time dateTime={instant}>
      {ageMs < 60_000 ? `${formatSpan(ageMs)} ago` : `${formatDuration(ageMs)} ago`}
    </time>
  );
}
