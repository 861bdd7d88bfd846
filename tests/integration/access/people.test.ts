import { beforeEach, describe, expect, it } from "vitest";
import { getSql } from "@/db/client";
import { changePerson, removePerson } from "@/db/mutations/people";
import { startSession } from "@/db/mutations/sessions";
import { createUser } from "@/db/mutations/users";
import { getPerson } from "@/db/queries/people";
import { findSignedInUser } from "@/db/queries/users";
import { prepareAppDatabase } from "../../helpers/app-database";
import { auditedActions, entryBy, newPerson, somewhere } from "../../helpers/people";

prepareAppDatabase();
beforeEach(() => getSql()`delete from users`);

const byOwner = { mayTouchOwners: true };
const byAdmin = { mayTouchOwners: false };

describe("the last owner", () => {
  it("can neither be demoted nor removed", async () => {
    const owner = await newPerson("owner");
    const demotion = changePerson(
      { userId: owner.id, role: "admin", shopIds: null, ...byOwner },
      entryBy(owner, "person.role_changed"),
    );
    await expect(demotion).rejects.toThrow(/last owner/);
    const removal = removePerson({ userId: owner.id, ...byOwner }, entryBy(owner, "person.removed"));
    await expect(removal).rejects.toThrow(/last owner/);
    expect(await getPerson(owner.id)).toMatchObject({ role: "owner" });
    expect(await auditedActions(owner.email)).toEqual(["person.created"]);
  });

  it("stays, however many owners demote and remove each other at once", async () => {
    const owners = await Promise.all(Array.from({ length: 6 }, () => newPerson("owner")));
    const acts = owners.flatMap((owner, index) => {
      const target = owners[(index + 1) % owners.length] ?? owner;
      return [
        changePerson(
          { userId: target.id, role: "viewer", shopIds: null, ...byOwner },
          entryBy(owner, "person.role_changed"),
        ),
        removePerson({ userId: owner.id, ...byOwner }, entryBy(owner, "person.removed")),
      ];
    });
    const ends = await Promise.allSettled(acts);
    expect(await getSql()`select role from users where role = 'owner'`).toHaveLength(1);
    expect(ends.filter(({ status }) => status === "rejected").length).toBeGreaterThan(0);
    for (const end of ends) if (end.status === "rejected") expect(String(end.reason)).not.toMatch(/deadlock/);
  });
});

describe("an admin", () => {
  it("cannot make, change or remove an owner", async () => {
    const [owner, admin, viewer] = [
      await newPerson("owner"),
      await newPerson("admin"),
      await newPerson("viewer"),
    ];
    await newPerson("owner");
    const entry = entryBy(admin, "person.role_changed");
    const acts = [
      () => changePerson({ userId: owner.id, role: "viewer", shopIds: null, ...byAdmin }, entry),
      () => changePerson({ userId: admin.id, role: "owner", shopIds: null, ...byAdmin }, entry),
      () => changePerson({ userId: viewer.id, role: "owner", shopIds: null, ...byAdmin }, entry),
      () => removePerson({ userId: owner.id, ...byAdmin }, entry),
    ];
    for (const act of acts) await expect(act()).rejects.toMatchObject({ code: "forbidden" });
  });
});

it("a change of role and shops holds for sessions that are open, and both are logged", async () => {
  const owner = await newPerson("owner");
  const person = await newPerson("analyst");
  const sid = await startSession({ user: person, method: "password", origin: somewhere, lifeSec: 60 });
  await changePerson(
    { userId: person.id, role: "viewer", shopIds: ["2", "1"], ...byOwner },
    entryBy(owner, "person.role_changed"),
  );
  expect(await findSignedInUser(sid)).toMatchObject({ role: "viewer", shopIds: ["1", "2"] });
  const rows = await getSql()`
    select action, actor_email, subject, address, details from audit_log
    where subject = ${person.email} and actor_id is not null order by id`;
  expect(rows).toMatchObject([
    { action: "person.role_changed", actor_email: owner.email, details: { from: "analyst", to: "viewer" } },
    { action: "person.shops_changed", address: somewhere.address, details: { from: "all", to: ["1", "2"] } },
  ]);
});

it("a session ends by time, whatever the cookie says", async () => {
  const person = await newPerson("viewer");
  const begin = (lifeSec: number) =>
    startSession({ user: person, method: "password", origin: somewhere, lifeSec });
  expect(await findSignedInUser(await begin(60))).toMatchObject({ email: person.email });
  expect(await findSignedInUser(await begin(0))).toBeNull();
});

it("a removed person's session is over at once, and the address can be used again", async () => {
  const owner = await newPerson("owner");
  const person = await newPerson("viewer");
  const sid = await startSession({ user: person, method: "password", origin: somewhere, lifeSec: 60 });
  await removePerson({ userId: person.id, ...byOwner }, entryBy(owner, "person.removed"));
  expect(await findSignedInUser(sid)).toBeNull();
  await createUser({ email: person.email, role: "viewer", passwordHash: "none" });
  expect(await auditedActions(person.email)).toEqual([
    "person.created",
    "sign_in.succeeded",
    "person.removed",
    "person.created",
  ]);
});
