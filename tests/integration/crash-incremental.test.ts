import { expect, it } from "vitest";
import { addRecordTasks } from "@/db/mutations/sync-tasks";
import { syncNow } from "../helpers/crons";
import { byId, readCopy, readTruth, rollupDifferences } from "../helpers/shop";
import { CrashScene } from "../torture/crash-scene";

const hour = 3_600;

it.skipIf(!process.env.CRASH_POINTS)(
  "an hourly sync with its checks may be killed anywhere: the crons bring it to the same end",
  async () => {
    const scene = await CrashScene.open({ recentOrders: 120 });
    const { sandbox, shopId, sql } = scene;
    await syncNow();
    const { nowSec } = sandbox.stats();
    // One order that the index shows ten hours late, changes, new orders, and one that a person wants read again.
    const lateSec = nowSec + 60;
    const late = {
      count: 1,
      createTimeSec: lateSec,
      updateTimeSec: lateSec,
      visibleAtSec: nowSec + 10 * hour,
    };
    await sandbox.control({ addOrders: late });
    await sandbox.control({ clock: { advanceSec: 9 * hour }, addOrders: { count: 2 } });
    await sandbox.control({ clock: { advanceSec: 600 } });
    await syncNow();
    await sandbox.control({ clock: { advanceSec: 2 * hour }, addOrders: { count: 5 } });
    await sandbox.control({ changeOrders: { count: 20, spreadSec: 1_200, newestFirst: true } });
    await sandbox.control({ clock: { advanceSec: 2 } });
    const [order] = await sql`select order_id from orders limit 1`;
    await addRecordTasks(sql, { shopId, resource: "orders" }, "admin", [String(order?.order_id)]);
    const { missed, points } = await scene.killAtEveryMoment((state, whole, where) => {
      expect(state, where).toEqual(whole);
    });
    expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
    expect(await rollupDifferences(shopId)).toEqual([]);
    expect(points).toBeGreaterThan(0);
    expect(missed).toEqual([]);
  },
  3_600_000,
);
