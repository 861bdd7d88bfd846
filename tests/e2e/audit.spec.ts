import { expect, test } from "@playwright/test";
import { callAction, findAction } from "./actions";
import { createPerson, httpSession, password, withDatabase } from "./people-support";
import { owner } from "./support";

/** Where the acts come from, as a proxy in front would tell it. */
const origin = { "x-forwarded-for": "203.0.113.50", "user-agent": "an auditor's browser" };

test("each act of a person stands in the log: what, who, to whom, and from where", async () => {
  const admin = await createPerson("admin", "acting");
  const other = await createPerson("viewer", "acted-on");
  const session = await httpSession(admin);
  // Somebody has to be signed in for a session to be ended.
  await httpSession(other);
  const { shopId, userId } = await withDatabase(async (sql) => {
    const [shop] =
      await sql`select shop_id from shops where disconnected_at is null order by created_at limit 1`;
    const [user] = await sql`select id from users where email = ${other.email}`;
    return { shopId: shop?.shop_id as string, userId: user?.id as string };
  });
  const act = (name: string, fields: Record<string, string>) =>
    callAction(session, findAction(name), fields, origin);
  const visit = async (path: string) => (await session.request(path, { headers: origin })).arrayBuffer();
  const invited = `acted-invited-${Date.now()}@example.com`;

  await act("testShopAction", { shopId });
  await visit("/api/tiktok/callback?code=x&state=forged");
  await visit("/orders/export?range=today");
  await visit("/admin/audit/export?who=nobody");
  await act("invitePersonAction", { email: invited, role: "viewer", shops: "all" });
  await act("changePersonAction", { userId, role: "analyst", shops: "some", shopIds: shopId });
  await act("makePasswordLinkAction", { userId });
  await act("endPersonSessionsAction", { userId });
  await act("removePersonAction", { userId, confirmation: other.email });
  await act("changePasswordAction", { current: password, next: "a wholly new password" });
  await act("signOutEverywhereAction", {});

  const rows = await withDatabase(
    (sql) => sql`
      select action, subject, shop_id, address, user_agent from audit_log
      where actor_email = ${admin.email} and action <> 'sign_in.succeeded' order by at, id`,
  );
  expect(rows.map(({ action, subject, shop_id }) => [action, subject ?? shop_id])).toEqual([
    ["shop.tested", shopId],
    ["shop.connect_failed", null],
    ["orders.exported", null],
    ["audit.exported", null],
    ["person.invited", invited],
    ["person.role_changed", other.email],
    ["person.shops_changed", other.email],
    ["password.link_made", other.email],
    ["sessions.ended", other.email],
    ["person.removed", other.email],
    ["password.changed", null],
    ["sessions.ended", null],
  ]);
  for (const row of rows)
    expect(row).toMatchObject({ address: origin["x-forwarded-for"], user_agent: origin["user-agent"] });
  const [connected] = await withDatabase(
    (sql) =>
      sql`select actor_email from audit_log where action = 'shop.connected' and shop_id = ${shopId} order by at`,
  );
  expect(connected).toEqual({ actor_email: owner.email });
});
