import "server-only";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import type { ActionResult } from "@/lib/action-result";
import { toPublicError, ValidationError } from "@/lib/errors";
import { log } from "@/lib/log";
import type { Permission } from "./permissions";
import { requirePermission, type SessionUser } from "./session";
import { requireShop } from "./shop";

type Work<Schema extends z.ZodType, Data> = (
  input: z.infer<Schema>,
  context: { user: SessionUser },
) => Promise<Data>;

/**
 * A server action for signed-in people with a permission: checks the session, parses the input, checks every shop that
 * the input names as `shopId`, does the work, and answers every failure with a code and one safe sentence.
 */
export function authedAction<Schema extends z.ZodType, Data>(
  permission: Permission,
  schema: Schema,
  work: Work<Schema, Data>,
): (input: z.input<Schema>) => Promise<ActionResult<Data>> {
  return async (input) => {
    try {
      const user = await requirePermission(permission);
      const parsed = parseInput(schema, input);
      requireNamedShop(user, parsed);
      return { ok: true, data: await work(parsed, { user }) };
    } catch (error) {
      unstable_rethrow(error);
      const { status, code, message } = toPublicError(error);
      if (status >= 500) log.error({ err: error, permission }, "an action failed");
      return { ok: false, code, message };
    }
  };
}

/** The same for a form behind `useActionState`; works before the script has loaded, as long as nothing is bound to it. */
export function authedFormAction<Schema extends z.ZodType, Data>(
  permission: Permission,
  schema: Schema,
  work: Work<Schema, Data>,
): (previous: ActionResult<Data> | null, formData: FormData) => Promise<ActionResult<Data>> {
  const action = authedAction(permission, schema, work);
  return (_previous, formData) => action(readForm(formData) as z.input<Schema>);
}

function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new ValidationError(parsed.error.issues[0]?.message ?? "Something in the form is not right.");
}

function requireNamedShop(user: SessionUser, input: unknown): void {
  if (typeof input !== "object" || input === null || !("shopId" in input)) return;
  for (const shopId of [input.shopId].flat()) if (typeof shopId === "string") requireShop(user, shopId);
}

/** A field that comes once is its value, one that comes more often the list of them. */
function readForm(formData: FormData): Record<string, unknown> {
  const names = [...new Set(formData.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = formData.getAll(name);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
}
