import { expect, it } from "vitest";
import { byId, readCopy, readTruth, rollupDifferences } from "../helpers/shop";
import { CrashScene } from "../torture/crash-scene";

it.skipIf(!process.env.CRASH_POINTS)(
  "a first full sync may be killed anywhere: the crons bring it to the same end",
  async () => {
    const scene = await CrashScene.open({ recentOrders: 230 });
    const { missed, points } = await scene.killAtEveryMoment((state, whole, where) => {
      expect(state, where).toEqual(whole);
    });
    expect(byId(await readCopy(scene.shopId))).toEqual(byId(await readTruth(scene.sandbox)));
    expect(await rollupDifferences(scene.shopId)).toEqual([]);
    expect(points).toBeGreaterThan(0);
    expect(missed).toEqual([]);
  },
  3_600_000,
);
