import { expect, it } from "vitest";
import type { Alert, OpenAlert } from "@/lib/alerts/alert";
import { planAlerts } from "@/lib/alerts/plan";

const nowMs = Date.parse("2026-11-24T12:00:00Z");
const hoursAgo = (hours: number) => new Date(nowMs - hours * 3_600_000).toISOString();

const alert = (change: Partial<Alert> = {}): Alert => ({
  shopId: "7",
  shopName: "Juniper",
  kind: "stale",
  level: 0,
  isReminded: true,
  title: "Juniper: the data is 3 h old",
  sentence: "Check the crons.",
  ...change,
});
const opened = (change: Partial<OpenAlert> = {}): OpenAlert => ({
  ...alert(),
  beganAt: hoursAgo(30),
  toldAt: hoursAgo(2),
  ...change,
});

function newsOf(
  current: Alert[],
  stored: OpenAlert[],
  more: { isTelling?: boolean; shopIds?: string[] } = {},
) {
  const { isTelling = true, shopIds = ["7"] } = more;
  const plan = planAlerts({ current, stored, shopIds: new Set(shopIds), isTelling, nowMs });
  return plan.news.map(({ event, title }) => `${event}: ${title}`);
}

it("what begins is told once, and not again at each look", () => {
  expect(newsOf([alert()], [])).toEqual(["began: Juniper: the data is 3 h old"]);
  expect(newsOf([alert()], [opened()])).toEqual([]);
});

it("after a day it is told again, unless it is of the kind that is told once", () => {
  expect(newsOf([alert()], [opened({ toldAt: hoursAgo(23.9) })])).toEqual([]);
  expect(newsOf([alert()], [opened({ toldAt: hoursAgo(24) })])).toEqual([
    "reminder: Juniper: the data is 3 h old",
  ]);
  expect(newsOf([alert({ isReminded: false })], [opened({ toldAt: hoursAgo(90) })])).toEqual([]);
});

it("a step nearer is told at once, a step back is not", () => {
  const step = (level: number) =>
    alert({ kind: "deadline", level, isReminded: false, title: `${level} days` });
  const stored = (level: number) => opened({ kind: "deadline", level, isReminded: false });
  expect(newsOf([step(5)], [stored(14)])).toEqual(["worse: 5 days"]);
  expect(newsOf([step(5)], [stored(5)])).toEqual([]);
  expect(newsOf([step(14)], [stored(5)])).toEqual([]);
});

it("what is over is told, of each shop and kind apart", () => {
  expect(
    newsOf([alert({ shopId: "8" })], [opened(), opened({ shopId: "8" })], { shopIds: ["7", "8"] }),
  ).toEqual(["ended: Juniper: the data is current again"]);
});

it("who was told nothing of the beginning is told nothing of the end", () => {
  expect(newsOf([], [opened({ toldAt: null })])).toEqual([]);
});

it("alerts of a shop that was disconnected end in silence", () => {
  const plan = planAlerts({ current: [], stored: [opened()], shopIds: new Set(), isTelling: true, nowMs });
  expect(plan).toMatchObject({ news: [], ended: [{ shopId: "7" }] });
});

it("without anybody to tell nothing is told, and once there is somebody what is open begins", () => {
  expect(newsOf([alert()], [], { isTelling: false })).toEqual([]);
  expect(newsOf([alert()], [opened({ toldAt: null })])).toEqual(["began: Juniper: the data is 3 h old"]);
});
