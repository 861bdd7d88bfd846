import { compare, hash, truncates } from "bcryptjs";
import { ValidationError } from "@/lib/errors";

const cost = 12;
export const passwordMinLength = 10;

/** Of a random password nobody knows: compared with when the address is unknown, so that both cases take as long. */
export const decoyHash = "$2b$12$vRFECo8nbZaI6q/5t8Zv0OkXY5eFVDFku/a3IW3rY2Bpr84pmCcM6";

/** @throws ValidationError when it is too short, or longer than the 72 bytes that bcrypt reads. */
export async function hashPassword(password: string): Promise<string> {
  if (password.length < passwordMinLength) {
    throw new ValidationError(`A password needs at least ${passwordMinLength} characters.`);
  }
  if (truncates(password)) throw new ValidationError("A password may have at most 72 bytes.");
  return hash(password, cost);
}

/** Takes the same time whether or not there is a hash to compare with. */
export async function verifyPassword(password: string, passwordHash: string | null): Promise<boolean> {
  const matches = await compare(password, passwordHash ?? decoyHash);
  return passwordHash !== null && matches;
}
