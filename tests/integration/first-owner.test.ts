import { expect, it } from "vitest";
import { getSql } from "@/db/client";
import { createFirstOwner } from "@/db/mutations/users";
import { hasAnyUser } from "@/db/queries/users";
import { connectedShop } from "../helpers/shop";

const nowhere = { address: null, userAgent: null };

it("of eight who set up an installation at once exactly one becomes its owner", async () => {
  await connectedShop({ orders: 0, live: false });
  await getSql()`delete from users`;
  expect(await hasAnyUser()).toBe(false);
  const tries = Array.from({ length: 8 }, (_, index) =>
    createFirstOwner({ email: `person-${index}@example.com`, passwordHash: "hash" }, nowhere),
  );
  expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
  const users = await getSql()`select role from users`;
  expect(users).toMatchObject([{ role: "owner" }]);
  expect(await createFirstOwner({ email: "late@example.com", passwordHash: "hash" }, nowhere)).toBe(false);
});
