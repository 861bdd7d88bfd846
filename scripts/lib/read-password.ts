import { askHidden } from "./hidden-prompt.mjs";
import { UserError } from "./output.mjs";

const SHORTEST_PASSWORD = 10;

/** A new password from `USER_PASSWORD`, or asked for twice in a terminal. */
export async function readPassword(): Promise<string> {
  const password = process.env.USER_PASSWORD || (await askTwice());
  if (password.length >= SHORTEST_PASSWORD) return password;
  throw new UserError(`The password must have at least ${SHORTEST_PASSWORD} characters.`);
}

async function askTwice(): Promise<string> {
  if (!process.stdin.isTTY)
    throw new UserError("Set USER_PASSWORD, or run this in a terminal to be asked for it.");
  const password = await askHidden("Password: ");
  if ((await askHidden("Again: ")) !== password) throw new UserError("The two passwords differ.");
  return password;
}
