"use client";

import { SoftLink } from "@/components/ui/soft-link";
import { dayStateNames } from "@/lib/proof-day-words";
import type { DayState } from "@/lib/proof-days";
import { DayMark } from "./day-mark";

/** A day of the calendar in words. Both of its forms run in the browser too: their data is far less than their elements. */
export type DayData = {
  day: string;
  href: string;
  state: DayState;
  /** `Wed, 4 Nov 2026`, and without the year. */
  name: string;
  shortName: string;
  /** `1 order`, `1,200 orders`, and the number alone. */
  counted: string;
  orders: string;
  /** When it was last proven, or a dash. */
  checked: string;
};

type CalendarDaysProps = {
  days: readonly DayData[];
  /** The day whose counts are shown. */
  opened: string | null;
  /** Where the first of them stands: 1 is Monday. */
  firstColumn: number;
};

export function CalendarDays({ days, opened, firstColumn }: CalendarDaysProps) {
  return days.map((day, index) => (
    <li key={day.day} style={index === 0 ? { gridColumnStart: firstColumn } : undefined}>
      <DayLink day={day} isOpen={day.day === opened} />
    </li>
  ));
}

function DayLink({ day: { day, href, state, name, counted }, isOpen }: { day: DayData; isOpen: boolean }) {
  const label = `${name}: ${dayStateNames[state].toLowerCase()}, ${counted}`;
  return (
    <SoftLink
      href={href}
      isStaying
      data-day={day}
      aria-label={label}
      aria-current={isOpen ? "date" : undefined}
      title={label}
      className={`flex h-11 flex-col items-center justify-center gap-0.5 rounded-md border text-xs tabular-nums transition-colors hover:bg-hover aria-[current=date]:border-accent aria-[current=date]:bg-accent-soft ${
        state === "mismatch" ? "border-bad/40 bg-bad-soft" : "border-line"
      }`}
    >
      {Number(day.slice(8))}
      <DayMark state={state} className="size-3.5" />
    </SoftLink>
  );
}

/** The same days as rows of a table, newest first. */
export function DayRows({ days }: { days: readonly DayData[] }) {
  return [...days].reverse().map(({ day, href, state, shortName, orders, checked }) => (
    <tr key={day}>
      <td className="whitespace-nowrap">
        <SoftLink
          href={href}
          isStaying
          className="font-medium underline-offset-3 hover:text-accent hover:underline"
        >
          {shortName}
        </SoftLink>
      </td>
      <td>
        <span className="flex items-center gap-1.5">
          <DayMark state={state} />
          {dayStateNames[state]}
        </span>
      </td>
      <td className="num">{orders}</td>
      <td className="whitespace-nowrap text-ink-muted tabular-nums">{checked}</td>
    </tr>
  ));
}
