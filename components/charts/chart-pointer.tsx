"use client";

import { type KeyboardEvent, type PointerEvent, useMemo, useState } from "react";
import { type PointerStop, unpackStops } from "./pointer-stops";

type ChartPointerProps = {
  label: string;
  /** From `packStops`; they stand evenly, each in the middle of its share of the width. */
  packedStops: string;
};

const strides: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, PageUp: -7, PageDown: 7 };

function nextIndex(key: string, index: number, last: number): number | null {
  if (key === "Home") return 0;
  if (key === "End") return last;
  const stride = strides[key];
  return stride === undefined ? null : Math.min(last, Math.max(0, index + stride));
}

/** Reads single buckets off a chart, by pointer or by arrow keys. Every text comes finished from the server. */
export function ChartPointer({ label, packedStops }: ChartPointerProps) {
  const stops = useMemo(() => unpackStops(packedStops), [packedStops]);
  const last = stops.length - 1;
  const [index, setIndex] = useState(last);
  const [isShown, setIsShown] = useState(false);
  const stop = stops[Math.min(index, last)];
  if (!stop) return null;

  const follow = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    setIndex(Math.min(last, Math.max(0, Math.floor(share * stops.length))));
    setIsShown(true);
  };
  const step = (event: KeyboardEvent) => {
    const next = nextIndex(event.key, index, last);
    if (event.key === "Escape") setIsShown(false);
    if (next === null) return;
    event.preventDefault();
    setIndex(next);
    setIsShown(true);
  };
  const spoken = [stop.value, stop.previous, stop.note].filter(Boolean).join(", ");

  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={index}
      aria-valuetext={`${stop.label}: ${spoken}`}
      className="absolute inset-0 touch-pan-y rounded-sm"
      onPointerMove={follow}
      onPointerDown={follow}
      onPointerLeave={() => setIsShown(false)}
      onFocus={(event) => setIsShown(event.currentTarget.matches(":focus-visible"))}
      onBlur={() => setIsShown(false)}
      onKeyDown={step}
    >
      {isShown ? <Reading stop={stop} x={(Math.min(index, last) + 0.5) / stops.length} /> : null}
    </div>
  );
}

function Reading({ stop, x }: { stop: PointerStop; x: number }) {
  const left = `${x * 100}%`;
  const isHigh = stop.y !== null && stop.y < 0.4;
  return (
    <div aria-hidden className="pointer-events-none">
      <div className="absolute inset-y-0 w-px bg-line-strong/60" style={{ left }} />
      {stop.y === null ? null : (
        <div
          className="absolute size-2.5 -translate-1/2 rounded-full border-2 border-surface bg-data-1"
          style={{ left, top: `${stop.y * 100}%` }}
        />
      )}
      <div
        className={`absolute ${isHigh ? "bottom-2" : "-top-2"} z-10 w-max max-w-64 rounded-md border border-line bg-surface-raised px-3 py-2 text-xs shadow-pop`}
        style={{ left, transform: `translate(${-x * 100}%, 0)` }}
      >
        <p className="text-ink-muted">{stop.label}</p>
        <p className="text-base font-semibold tabular-nums">{stop.value}</p>
        {stop.previous ? <p className="text-ink-muted tabular-nums">{stop.previous}</p> : null}
        {stop.note ? <p className="text-ink-muted">{stop.note}</p> : null}
      </div>
    </div>
  );
}
