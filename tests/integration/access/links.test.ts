import { describe, expect, it } from "vitest";
import { getSql } from "@/db/client";
import {
  acceptInvitation,
  acceptInvitationOf,
  createInvitation,
  revokeInvitation,
} from "@/db/mutations/invitations";
import { createPasswordLink, spendPasswordLink } from "@/db/mutations/password-links";
import { changePerson, removePerson } from "@/db/mutations/people";
import { startSession } from "@/db/mutations/sessions";
import { findInvitation, findPasswordLink, listInvitations } from "@/db/queries/people";
import { findSignedInUser, findUserByEmail } from "@/db/queries/users";
import type { Role } from "@/lib/roles";
import { prepareAppDatabase } from "../../helpers/app-database";
import { auditedActions, entryBy, newPerson, somewhere } from "../../helpers/people";

prepareAppDatabase();

const hash = () => crypto.randomUUID();

async function invite(
  by: { id: string; email: string },
  more: { email?: string; role?: Role; shopIds?: string[] | null; lifeSec?: number } = {},
) {
  const tokenHash = hash();
  const email = more.email ?? `${hash()}@example.com`;
  const invitation = { role: "viewer" as Role, shopIds: null, lifeSec: 60, ...more, email, tokenHash };
  await createInvitation({ ...invitation, invitedBy: by.id }, entryBy(by, "person.invited"));
  return { email, tokenHash };
}

const accept = (tokenHash: string) =>
  acceptInvitation({ tokenHash, name: "New", passwordHash: "hash" }, somewhere);

describe("an invitation", () => {
  it("is good once, however many use it at the same time, and gives the role and shops chosen", async () => {
    const owner = await newPerson("owner");
    const { email, tokenHash } = await invite(owner, { role: "analyst", shopIds: ["7"] });
    const ends = await Promise.allSettled(Array.from({ length: 8 }, () => accept(tokenHash)));
    const joined = ends.filter((end) => end.status === "fulfilled" && end.value !== null);
    expect(joined).toHaveLength(1);
    expect(await findUserByEmail(email)).toMatchObject({ role: "analyst", shopIds: ["7"], name: "New" });
    expect(await accept(tokenHash)).toBeNull();
    expect(await auditedActions(email)).toEqual(["person.invited", "person.joined"]);
  });

  it("ends: by time, by being revoked, by a newer one for the same address", async () => {
    const owner = await newPerson("owner");
    const expired = await invite(owner, { lifeSec: -1 });
    const revoked = await invite(owner);
    const [open] = (await listInvitations()).filter(({ email }) => email === revoked.email);
    await revokeInvitation(
      { id: open?.id ?? "", mayTouchOwners: false },
      entryBy(owner, "invitation.revoked"),
    );
    const older = await invite(owner);
    const newer = await invite(owner, { email: older.email });
    for (const { tokenHash } of [expired, revoked, older]) {
      expect(await findInvitation(tokenHash)).toBeNull();
      expect(await accept(tokenHash)).toBeNull();
    }
    // Nor does Google's or GitHub's word for the address bring one back.
    for (const { email } of [expired, revoked]) {
      expect(await acceptInvitationOf(email, null, somewhere)).toBeNull();
    }
    expect(await accept(newer.tokenHash)).toMatchObject({ email: older.email });
  });

  it("is not for somebody who has an account, in whatever case it is written", async () => {
    const owner = await newPerson("owner");
    const person = await newPerson("viewer");
    await expect(invite(owner, { email: person.email })).rejects.toMatchObject({ code: "conflict" });
  });

  it("ends with the power of the person who gave it", async () => {
    const boss = await newPerson("owner");
    const [demoted, removed, lessened] = [
      await newPerson("admin"),
      await newPerson("admin"),
      await newPerson("owner"),
    ];
    const fromDemoted = await invite(demoted);
    const fromRemoved = await invite(removed);
    const ownerFromLessened = await invite(lessened, { role: "owner" });
    const viewerFromLessened = await invite(lessened);
    const entry = entryBy(boss, "person.role_changed");
    const change = { shopIds: null, mayTouchOwners: true };
    await changePerson({ ...change, userId: demoted.id, role: "analyst" }, entry);
    await removePerson({ userId: removed.id, mayTouchOwners: true }, { ...entry, action: "person.removed" });
    await changePerson({ ...change, userId: lessened.id, role: "admin" }, entry);
    for (const { tokenHash } of [fromDemoted, fromRemoved, ownerFromLessened]) {
      expect(await accept(tokenHash)).toBeNull();
    }
    expect(await accept(viewerFromLessened.tokenHash)).not.toBeNull();
  });

  it("is accepted by whoever a provider vouches for, and by nobody without one", async () => {
    const owner = await newPerson("owner");
    const { email } = await invite(owner, { role: "analyst" });
    expect(await acceptInvitationOf("stranger@example.com", null, somewhere)).toBeNull();
    expect(await acceptInvitationOf(email, "Ann", somewhere)).toMatchObject({ email });
    expect(await findUserByEmail(email)).toMatchObject({ name: "Ann", passwordHash: null, role: "analyst" });
  });
});

describe("a password link", () => {
  const makeLink = async (
    forPerson: { id: string },
    more: { lifeSec?: number; mayTouchOwners?: boolean } = {},
    by?: { id: string; email: string },
  ) => {
    const admin = by ?? (await newPerson("admin"));
    const tokenHash = hash();
    const link = { lifeSec: 60, mayTouchOwners: false, ...more, tokenHash };
    await createPasswordLink(
      { ...link, userId: forPerson.id, createdBy: admin.id },
      entryBy(admin, "password.link_made"),
    );
    return tokenHash;
  };
  const spend = (tokenHash: string) => spendPasswordLink({ tokenHash, passwordHash: "new hash" }, somewhere);

  it("sets the password once and ends every session", async () => {
    const person = await newPerson("viewer");
    const sid = await startSession({ user: person, method: "password", origin: somewhere, lifeSec: 60 });
    const tokenHash = await makeLink(person);
    expect(await findPasswordLink(tokenHash)).toEqual({ email: person.email });
    const ends = await Promise.all(Array.from({ length: 5 }, () => spend(tokenHash)));
    expect(ends.filter((end) => end !== null)).toEqual([person]);
    expect(await findUserByEmail(person.email)).toMatchObject({ passwordHash: "new hash" });
    expect(await findSignedInUser(sid)).toBeNull();
    expect(await findPasswordLink(tokenHash)).toBeNull();
  });

  it("ends by time and by a newer one", async () => {
    const person = await newPerson("viewer");
    expect(await spend(await makeLink(person, { lifeSec: -1 }))).toBeNull();
    const older = await makeLink(person);
    const newer = await makeLink(person);
    expect(await spend(older)).toBeNull();
    expect(await spend(newer)).toMatchObject({ email: person.email });
  });

  it("ends with the power of the person who made it", async () => {
    const boss = await newPerson("owner");
    const entry = entryBy(boss, "person.role_changed");
    const makers = [await newPerson("admin"), await newPerson("admin"), await newPerson("owner")] as const;
    const [demoted, removed, lessened] = makers;
    const viewer = await newPerson("viewer");
    const [ofDemoted, ofRemoved] = [
      await makeLink(await newPerson("admin"), {}, demoted),
      await makeLink(await newPerson("admin"), {}, removed),
    ];
    const ofOwner = await makeLink(await newPerson("owner"), { mayTouchOwners: true }, lessened);
    const ofViewer = await makeLink(viewer, {}, lessened);
    const change = { shopIds: null, mayTouchOwners: true };
    await changePerson({ ...change, userId: demoted.id, role: "analyst" }, entry);
    await removePerson({ userId: removed.id, mayTouchOwners: true }, { ...entry, action: "person.removed" });
    await changePerson({ ...change, userId: lessened.id, role: "admin" }, entry);
    for (const tokenHash of [ofDemoted, ofRemoved, ofOwner]) expect(await spend(tokenHash)).toBeNull();
    expect(await spend(ofViewer)).toMatchObject(viewer);
  });

  it("made for somebody who is given another role is void: an admin's must not become an owner's", async () => {
    const boss = await newPerson("owner");
    const rising = await newPerson("viewer");
    const tokenHash = await makeLink(rising);
    const change = { userId: rising.id, role: "owner" as const, shopIds: null, mayTouchOwners: true };
    await changePerson(change, entryBy(boss, "person.role_changed"));
    expect(await spend(tokenHash)).toBeNull();
  });

  it("for an owner is made by owners only", async () => {
    const owner = await newPerson("owner");
    await expect(makeLink(owner)).rejects.toMatchObject({ code: "forbidden" });
    expect(await makeLink(owner, { mayTouchOwners: true })).toEqual(expect.any(String));
  });
});

it("the database holds no token, only hashes of them", async () => {
  const columns = await getSql()`
    select column_name from information_schema.columns
    where table_name in ('invitations', 'password_links') and column_name ~ 'token'`;
  expect(columns.map(({ column_name }) => column_name)).toEqual(["token_hash", "token_hash"]);
});

describe("somebody who lost the power while they pressed the button", () => {
  it("invites nobody and makes no link", async () => {
    const boss = await newPerson("owner");
    const viewer = await newPerson("viewer");
    const demoted = await newPerson("admin");
    const change = { userId: demoted.id, role: "viewer" as const, shopIds: null, mayTouchOwners: true };
    await changePerson(change, entryBy(boss, "person.role_changed"));
    const link = { userId: viewer.id, tokenHash: hash(), lifeSec: 60, mayTouchOwners: false };
    const entry = entryBy(demoted, "password.link_made");
    await expect(invite(demoted)).rejects.toMatchObject({ code: "forbidden" });
    await expect(createPasswordLink({ ...link, createdBy: demoted.id }, entry)).rejects.toMatchObject({
      code: "forbidden",
    });
    const lessened = await newPerson("admin");
    await expect(invite(lessened, { role: "owner" })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("neither does so while many of them do it to each other at once", async () => {
    const admins = await Promise.all(Array.from({ length: 6 }, () => newPerson("admin")));
    const acts = admins.flatMap((maker, index) => {
      const target = admins[(index + 1) % admins.length] ?? maker;
      const entry = entryBy(maker, "password.link_made");
      const link = { userId: target.id, tokenHash: hash(), lifeSec: 60, mayTouchOwners: false };
      return [createPasswordLink({ ...link, createdBy: maker.id }, entry), invite(maker)];
    });
    const ends = await Promise.allSettled(acts);
    expect(ends.filter(({ status }) => status === "rejected")).toEqual([]);
  });
});
