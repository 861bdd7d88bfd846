"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, type MouseEvent, type PointerEvent, useMemo, useState } from "react";

type HeatmapPointerProps = {
  label: string;
  columns: number;
  /** JSON of `[text, href]` for each cell, row by row: one text, which React passes on as it is. */
  packed: string;
};

type Cell = [text: string, href: string | null];

function nextIndex(key: string, index: number, columns: number, last: number): number | null {
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
  };
  if (key === "Home") return 0;
  if (key === "End") return last;
  const step = steps[key];
  if (step === undefined) return null;
  const next = index + step;
  return next < 0 || next > last ? index : next;
}

/** Reads single cells off a heatmap and opens what is behind them. Every text comes finished from the server. */
export function HeatmapPointer({ label, columns, packed }: HeatmapPointerProps) {
  const cells = useMemo(() => JSON.parse(packed) as Cell[], [packed]);
  const router = useRouter();
  const [index, setIndex] = useState(0);
  const [isShown, setIsShown] = useState(false);
  const last = cells.length - 1;
  const rows = Math.ceil(cells.length / columns);
  const cell = cells[index];
  if (!cell) return null;

  const find = (event: MouseEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const column = Math.floor(((event.clientX - box.left) / box.width) * columns);
    const row = Math.floor(((event.clientY - box.top) / box.height) * rows);
    return Math.min(rows - 1, Math.max(0, row)) * columns + Math.min(columns - 1, Math.max(0, column));
  };
  const follow = (event: PointerEvent<HTMLDivElement>) => {
    setIndex(find(event));
    setIsShown(true);
  };
  const open = (at: number) => {
    const href = cells[at]?.[1];
    if (href) router.push(href as Parameters<typeof router.push>[0]);
  };
  const step = (event: KeyboardEvent) => {
    if (event.key === "Escape") setIsShown(false);
    if (event.key === "Enter") open(index);
    const next = nextIndex(event.key, index, columns, last);
    if (next === null) return;
    event.preventDefault();
    setIndex(next);
    setIsShown(true);
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={index}
      aria-valuetext={cell[0]}
      className="absolute inset-0 cursor-pointer touch-pan-y rounded-sm"
      onPointerMove={follow}
      onPointerDown={follow}
      onPointerLeave={() => setIsShown(false)}
      onFocus={(event) => setIsShown(event.currentTarget.matches(":focus-visible"))}
      onBlur={() => setIsShown(false)}
      onClick={(event) => open(find(event))}
      onKeyDown={step}
    >
      {isShown ? <Reading text={cell[0]} index={index} columns={columns} rows={rows} /> : null}
    </div>
  );
}

type ReadingProps = { text: string; index: number; columns: number; rows: number };

function Reading({ text, index, columns, rows }: ReadingProps) {
  const column = index % columns;
  const row = Math.floor(index / columns);
  const x = (column + 0.5) / columns;
  const isLow = row >= rows / 2;
  const [head = "", ...rest] = text.split(": ");
  return (
    <div aria-hidden className="pointer-events-none">
      <div
        className="absolute rounded-xs ring-2 ring-ink"
        style={{
          left: `${(column / columns) * 100}%`,
          top: `${(row / rows) * 100}%`,
          width: `${100 / columns}%`,
          height: `${100 / rows}%`,
        }}
      />
      <div
        className="absolute z-10 w-max max-w-64 rounded-md border border-line bg-surface-raised px-3 py-2 text-xs text-ink shadow-pop"
        style={{
          left: `${x * 100}%`,
          transform: `translate(${-x * 100}%, ${isLow ? "-100%" : "0"})`,
          top: `${((isLow ? row - 0.15 : row + 1.15) / rows) * 100}%`,
        }}
      >
        <p className="text-ink-muted">{head}</p>
        <p className="text-sm font-semibold tabular-nums">{rest.join(": ")}</p>
      </div>
    </div>
  );
}
