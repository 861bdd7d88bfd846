import { readFileSync } from "node:fs";
import path from "node:path";
import type { HttpSession } from "../../scripts/lib/http-session.mjs";

type Manifest = { node: Record<string, { exportedName: string; workers: Record<string, unknown> }> };

const manifestPath = path.resolve(import.meta.dirname, "../../.next/server/server-reference-manifest.json");
const { node: entries } = JSON.parse(readFileSync(manifestPath, "utf8")) as Manifest;

/** Every server action of the build: its name, the id a browser calls it by, and a page that knows it. */
export const builtActions = Object.entries(entries).map(([id, { exportedName, workers }]) => {
  const worker = Object.keys(workers)[0] ?? "";
  const page = `/${worker}`.replace(/^\/app/, "").replace(/\/page$/, "");
  return {
    name: exportedName,
    id,
    path: page.replaceAll(/\/\([^/]+\)/g, "").replaceAll(/\[[^\]]+\]/g, "x") || "/",
  };
});

/** Calls an action as a browser's script does. @returns the text of the answer, in React's wire format. */
export async function callAction(
  session: HttpSession,
  action: { id: string; path: string },
  fields: Record<string, string> | null,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string }> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields ?? {})) body.append(`_1_${name}`, value);
  body.append("0", fields === null ? "[null,null]" : '[null,"$K1"]');
  const answer = await session.request(action.path, {
    method: "POST",
    body,
    headers: { "next-action": action.id, origin: session.baseUrl, ...headers },
  });
  return { status: answer.status, text: await answer.text() };
}

export function findAction(name: string) {
  const action = builtActions.find((built) => built.name === name);
  if (!action) throw new Error(`the build has no action ${name}`);
  return action;
}
