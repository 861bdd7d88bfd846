import type { ReactNode } from "react";
import { isDatabaseUnavailable } from "@/lib/errors";
import { DatabaseDown } from "./database-down";

type GuardOptions = {
  /** Whether what is rendered brings the page's main part, which then has to be there without it as well. */
  isShell?: boolean;
};

/** Renders, or says that the database does not answer. Redirects and every other error pass through. */
export async function guardDatabase(
  render: () => Promise<ReactNode>,
  { isShell = false }: GuardOptions = {},
): Promise<ReactNode> {
  try {
    return await render();
  } catch (error) {
    if (!isDatabaseUnavailable(error)) throw error;
    return isShell ? (
      <main>
        <DatabaseDown />
      </main>
    ) : (
      <DatabaseDown />
    );
  }
}
