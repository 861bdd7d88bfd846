import type { ReactNode } from "react";
import { isDatabaseUnavailable } from "@/lib/errors";
import { DatabaseDown } from "./database-down";

/** Renders, or says that the database does not answer. Redirects and every other error pass through. */
export async function guardDatabase(render: () => Promise<ReactNode>): Promise<ReactNode> {
  try {
    return await render();
  } catch (error) {
    if (isDatabaseUnavailable(error)) return <DatabaseDown />;
    throw error;
  }
}
