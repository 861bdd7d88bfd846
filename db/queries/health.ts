import "server-only";
import { getSql } from "../client";

const patienceMs = 4_000;

/** True when the database answers within four seconds. */
export async function isDatabaseUp(): Promise<boolean> {
  const answer = getSql()`select 1`.then(
    () => true,
    () => false,
  );
  const tooLate = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), patienceMs).unref());
  return Promise.race([answer, tooLate]);
}
