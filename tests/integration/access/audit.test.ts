import { expect, it } from "vitest";
import { getSql } from "@/db/client";
import { recordAudit } from "@/db/mutations/audit";
import { prepareAppDatabase } from "../../helpers/app-database";
import { entryBy, somewhere } from "../../helpers/people";

prepareAppDatabase();

const actor = { id: crypto.randomUUID(), email: "owner@example.com" };

it("what is written can be neither changed nor taken away", async () => {
  await recordAudit(entryBy(actor, "sign_out"));
  const sql = getSql();
  const attempts = [
    () => sql`update audit_log set actor_email = 'somebody else'`,
    () => sql`delete from audit_log`,
    () => sql`delete from audit_log where false`,
    () => sql`truncate audit_log`,
  ];
  for (const attempt of attempts) await expect(attempt()).rejects.toThrow("the audit log is append-only");
  expect(await sql`select actor_email from audit_log`).toMatchObject([{ actor_email: actor.email }]);
});

it("an entry is written whatever a visitor puts into its words", async () => {
  const hostile = `'; drop table audit_log; -- \u0000 \ud800 ${"x".repeat(5_000)}`;
  await recordAudit({
    ...somewhere,
    userAgent: hostile,
    action: "sign_in.failed",
    actor: null,
    subject: hostile,
    details: { text: hostile, list: [hostile] },
  });
  const [row] = await getSql()`select subject, user_agent, details from audit_log where subject is not null`;
  expect(row?.subject).toMatch(/^'; drop table audit_log; -- {2}/);
  expect(row?.user_agent).toHaveLength(400);
  expect(row?.details.list[0]).toHaveLength(400);
});
