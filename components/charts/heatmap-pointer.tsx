"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, type MouseEvent, type PointerEvent, useMemo, useState } from "react";
import { formatCounted } from "@/lib/format";

/** What cells are called and where they lead, said once: 168 finished sentences would be a tenth of the page. */
export type HeatmapWords = {
  rows: readonly string[];
  columns: readonly string[];
  /** What is counted: `["order", "orders"]`. */
  noun: readonly [one: string, many: string];
  /** Said of a cell that the period does not hold. */
  absent: string;
  /** The list behind a cell, without the parameters that name the cell. */
  href: string;
  /** The names of those parameters; rows count from 1, columns from 0. */
  rowParam: string;
  columnParam: string;
};

type HeatmapPointerProps = {
  label: string;
  words: HeatmapWords;
  /** Counts with commas between them, row by row; empty where there is nothing to count. */
  packedCounts: string;
};

type Cell = { head: string; text: string; href: string | null };

function describeCell(words: HeatmapWords, index: number, packed: string): Cell {
  const { rows, columns, noun, absent, href, rowParam, columnParam } = words;
  const [row, column] = [Math.floor(index / columns.length), index % columns.length];
  const count = Number(packed);
  return {
    head: `${rows[row]}, ${columns[column]}`,
    text: packed === "" ? absent : formatCounted(count, ...noun),
    href: count > 0 ? `${href}&${rowParam}=${row + 1}&${columnParam}=${column}` : null,
  };
}

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

/** Reads single cells off a heatmap and opens what is behind them. */
export function HeatmapPointer({ label, words, packedCounts }: HeatmapPointerProps) {
  const counts = useMemo(() => packedCounts.split(","), [packedCounts]);
  const router = useRouter();
  const [index, setIndex] = useState(0);
  const [isShown, setIsShown] = useState(false);
  const columns = words.columns.length;
  const rows = words.rows.length;
  const last = counts.length - 1;
  const cell = describeCell(words, index, counts[index] ?? "");

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
    const { href } = describeCell(words, at, counts[at] ?? "");
    if (href !== null) router.push(href as Route);
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
      aria-valuetext={`${cell.head}: ${cell.text}`}
      className="absolute inset-0 cursor-pointer touch-pan-y rounded-sm"
      onPointerMove={follow}
      onPointerDown={follow}
      onPointerLeave={() => setIsShown(false)}
      onFocus={(event) => setIsShown(event.currentTarget.matches(":focus-visible"))}
      onBlur={() => setIsShown(false)}
      onClick={(event) => open(find(event))}
      onKeyDown={step}
    >
      {isShown ? <Reading cell={cell} index={index} columns={columns} rows={rows} /> : null}
    </div>
  );
}

type ReadingProps = { cell: Cell; index: number; columns: number; rows: number };

function Reading({ cell, index, columns, rows }: ReadingProps) {
  const column = index % columns;
  const row = Math.floor(index / columns);
  const x = (column + 0.5) / columns;
  const isLow = row >= rows / 2;
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
        <p className="text-ink-muted">{cell.head}</p>
        <p className="text-base font-semibold tabular-nums">{cell.text}</p>
      </div>
    </div>
  );
}
