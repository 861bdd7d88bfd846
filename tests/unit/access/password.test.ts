import { getRounds } from "bcryptjs";
import { expect, it } from "vitest";
import { decoyHash, hashPassword, verifyPassword } from "@/lib/auth/password";

it("an unknown address costs the work of a known one, and is never let in", async () => {
  expect(getRounds(decoyHash)).toBe(getRounds(await hashPassword("correct horse battery")));
  expect(await verifyPassword("correct horse battery", null)).toBe(false);
});

it("a password that bcrypt would read in part only, or that is short, is refused", async () => {
  await expect(hashPassword("short")).rejects.toMatchObject({ code: "invalid_input" });
  await expect(hashPassword("é".repeat(37))).rejects.toMatchObject({ code: "invalid_input" });
});
