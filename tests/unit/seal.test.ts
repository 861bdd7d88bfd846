import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { seal, unseal } from "@/lib/seal";

const key = () => randomBytes(32).toString("base64");

it("what was sealed comes back, and never looks the same twice", () => {
  const setting = key();
  const [one, two] = [seal("TTP_token", "access:1", setting), seal("TTP_token", "access:1", setting)];
  expect(one).not.toBe(two);
  expect(one).not.toContain("TTP_");
  expect(unseal(one, "access:1", setting)).toBe("TTP_token");
});

it("an older key behind the new one still reads, and the new one writes", () => {
  const [older, newer] = [key(), key()];
  const rotated = `${newer},${older}`;
  expect(unseal(seal("t", "p", older), "p", rotated)).toBe("t");
  expect(unseal(seal("t", "p", rotated), "p", newer)).toBe("t");
});

it("a text that was moved, altered, or sealed with another key is refused", () => {
  const setting = key();
  const sealed = seal("t", "access:1", setting);
  const parts = sealed.split(".");
  const altered = [...parts.slice(0, 3), randomBytes(1).toString("base64url"), parts[4]].join(".");
  expect(() => unseal(sealed, "refresh:1", setting)).toThrow(/cannot be decrypted/);
  expect(() => unseal(altered, "access:1", setting)).toThrow(/cannot be decrypted/);
  expect(() => unseal(sealed, "access:1", key())).toThrow(/cannot be decrypted/);
  expect(() => unseal("rubbish", "access:1", setting)).toThrow(/cannot be decrypted/);
});
