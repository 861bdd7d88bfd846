import { permissions } from "@/lib/auth/permissions";
import type { HttpSession } from "../../scripts/lib/http-session.mjs";
import { pages } from "../helpers/surface";

export const needsPermission = (requirement: string) =>
  permissions.some((permission) => permission === requirement);

/** Addresses that show data of shops. */
export const dataPages = Object.keys(pages).filter(
  (path) => needsPermission(pages[path] ?? "") && !path.includes("["),
);

export async function visit(session: HttpSession, path: string) {
  const answer = await session.request(path);
  return { status: answer.status, location: answer.headers.get("location"), text: await answer.text() };
}
