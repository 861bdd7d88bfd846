import "server-only";
import { answerErrors } from "@/lib/http";
import type { Permission } from "./permissions";
import { requirePermission, type SessionUser } from "./session";

type Handler = (request: Request) => Promise<Response>;

/**
 * A route handler for signed-in people with a permission; 401 and 403 otherwise. A handler that takes a shop's id
 * from its request passes it through `requireShop` (lib/auth/shop.ts).
 *
 * @param answer turns errors into responses; JSON unless the route is one that a browser is led through.
 */
export function authedRoute(
  permission: Permission,
  handler: (request: Request, user: SessionUser) => Promise<Response>,
  answer: (handler: Handler) => Handler = answerErrors,
): Handler {
  return answer(async (request) => handler(request, await requirePermission(permission)));
}
