import { expect, type Page, test } from "@playwright/test";
import { openDatabase } from "./database";
import { syncPill } from "./support";

type SyncEvidence = {
  consecutive_failures: number;
  next_attempt_at: string | null;
  last_error_code: string | null;
};
const calm: SyncEvidence = { consecutive_failures: 0, next_attempt_at: null, last_error_code: null };

/** Brings a state about that would take hours, or a broken TikTok, and takes it back. */
async function withState(change: Partial<SyncEvidence>, look: () => Promise<void>): Promise<void> {
  await using sql = openDatabase();
  await sql`update sync_metadata set ${sql({ ...calm, ...change })}`;
  try {
    await look();
  } finally {
    await sql`update sync_metadata set ${sql(calm)}`;
  }
}

const alert = (page: Page) => page.getByRole("alert").filter({ hasText: /\S/ });

test("a shop that has to be connected again says so on every page, with the button for it", async ({
  page,
}) => {
  await using sql = openDatabase();
  await sql`update tiktok_connections set status = 'needs_reconnect'`;
  try {
    for (const path of ["/", "/orders", "/sync", "/admin"]) {
      await page.goto(path);
      await expect(syncPill(page), path).toHaveText("Needs reconnecting");
      await expect(alert(page), path).toContainText("an owner or admin connects it again");
      const reconnect = page.getByRole("link", { name: "Reconnect shop" });
      await expect(reconnect, path).toHaveAttribute("href", /^\/api\/tiktok\/authorize\?shop=\d+$/);
    }
    await page.goto("/admin");
    await expect(page.getByRole("button", { name: "Full resync" })).toBeDisabled();
  } finally {
    await sql`update tiktok_connections set status = 'active'`;
  }
});

test("a limit of TikTok's is told with its hour, and can be tried at once", async ({ page }) => {
  const untilNoon = new Date(Date.now() + 20 * 60_000).toISOString();
  const state = { consecutive_failures: 1, last_error_code: "rate_limited", next_attempt_at: untilNoon };
  await withState(state, async () => {
    await page.goto("/");
    await expect(syncPill(page)).toHaveText("Waiting for TikTok");
    await expect(alert(page)).toContainText(
      /slow down until (\d+ \w+, )?\d\d:\d\d; the sync then goes on by itself/,
    );
    await page.getByRole("button", { name: "Try again now" }).click();
    await expect(syncPill(page)).toHaveText("Up to date");
    await expect(alert(page)).toHaveCount(0);
  });
});

for (const [code, sentence] of [
  ["server_error", /internal error several times in a row; nothing is lost and the next try comes by itself/],
  ["clock_skew", /set the clock \(NTP\)/],
  ["scope_missing", /has not granted the permission to read orders/],
  ["database_full", /takes no more writes/],
] as const) {
  test(`the Sync page has a sentence and a button for ${code}`, async ({ page }) => {
    await withState({ consecutive_failures: 3, last_error_code: code }, async () => {
      await page.goto("/sync");
      const section = page.getByRole("region", { name: "What needs attention" });
      await expect(section.getByRole("alert")).toContainText(sentence);
      await expect(section.getByRole("button").or(section.getByRole("link"))).toHaveCount(1);
    });
  });
}

test("a cron that does not call is noticed though everything else is well", async ({ page }) => {
  await using sql = openDatabase();
  const long = "100 hours";
  await sql`update sync_runs set started_at = started_at - ${long}::interval where trigger = 'cron'`;
  await sql`update shops set created_at = created_at - ${long}::interval`;
  await sql`update tiktok_connections set updated_at = updated_at - ${long}::interval`;
  try {
    await page.goto("/orders");
    await expect(alert(page)).toContainText("No sync has begun by itself since");
    await expect(alert(page).getByRole("button", { name: "Sync now" })).toBeVisible();
  } finally {
    await sql`update sync_runs set started_at = started_at + ${long}::interval where trigger = 'cron'`;
    await sql`update shops set created_at = created_at + ${long}::interval`;
    await sql`update tiktok_connections set updated_at = updated_at + ${long}::interval`;
  }
});

test("orders set aside and a count that differs are notes, not alarms", async ({ page }) => {
  await using sql = openDatabase();
  const [shop] = await sql`select shop_id from shops`;
  await sql`insert into order_rejects (shop_id, reject_key, order_id, reasons, first_seen_at, last_seen_at)
    values (${shop?.shop_id}, 'e2e', '577000000000000001', '["create_time: is not a number"]', now(), now())`;
  const wholeCounts = sql`kind = 'full' and counted_here is not null`;
  await sql`update sync_runs set counted_here = counted_here - 2, is_count_proven = false where ${wholeCounts}`;
  try {
    await page.goto("/sync");
    const section = page.getByRole("region", { name: "What needs attention" });
    await expect(section).toContainText(/The last count found [\d,]+ orders here and [\d,]+ at TikTok/);
    await expect(section).toContainText("1 order could not be read and is set aside");
    await expect(section.getByRole("alert")).toHaveCount(0);
    await expect(page.getByRole("region", { name: "Completeness" })).toContainText("≠");
    await page.getByRole("link", { name: "See it" }).click();
    await expect(page).toHaveURL(/#aside$/);
    await expect(page.getByRole("region", { name: "Set aside" })).toContainText("577000000000000001");
    await page.goto("/");
    await expect(alert(page)).toHaveCount(0);
  } finally {
    await sql`delete from order_rejects where reject_key = 'e2e'`;
    await sql`update sync_runs set counted_here = counted_here + 2, is_count_proven = true where ${wholeCounts}`;
  }
});
