import "server-only";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import type { ActionResult } from "@/lib/action-result";
import { ForbiddenError, toPublicError, ValidationError } from "@/lib/errors";
import { log } from "@/lib/log";
import { logContext, withLogContext } from "@/lib/log-context";
import { requestIdHeader } from "@/lib/request-id";
import type { Permission } from "./permissions";
import { requirePermission, type SessionUser } from "./session";
import { requireShop } from "./shop";

type Work<Schema extends z.ZodType, Data, Context> = (
  input: z.infer<Schema>,
  context: Context,
) => Promise<Data>;
type Signed = { user: SessionUser };
type Form<Data> = (previous: ActionResult<Data> | null, formData: FormData) => Promise<ActionResult<Data>>;

/**
 * A server action for signed-in people with a permission: checks the session, parses the input, checks every shop that
 * the input names as `shopId`, does the work, and answers every failure with a code and one safe sentence.
 */
export function authedAction<Schema extends z.ZodType, Data>(
  permission: Permission,
  schema: Schema,
  work: Work<Schema, Data, Signed>,
): (input: z.input<Schema>) => Promise<ActionResult<Data>> {
  return (input) => answer(permission, () => asPermitted(permission, schema, work, () => input));
}

/** The same for a form behind `useActionState`; works before the script has loaded, as long as nothing is bound to it. */
export function authedFormAction<Schema extends z.ZodType, Data>(
  permission: Permission,
  schema: Schema,
  work: Work<Schema, Data, Signed>,
): Form<Data> {
  return (_previous, formData) =>
    answer(permission, () => asPermitted(permission, schema, work, () => readForm(formData)));
}

/** A form that anybody may send, such as the one to sign in. */
export function publicFormAction<Schema extends z.ZodType, Data>(
  schema: Schema,
  work: (input: z.infer<Schema>) => Promise<Data>,
): Form<Data> {
  return (_previous, formData) => answer("public", async () => work(parseInput(schema, readForm(formData))));
}

async function asPermitted<Schema extends z.ZodType, Data>(
  permission: Permission,
  schema: Schema,
  work: Work<Schema, Data, Signed>,
  readInput: () => unknown,
): Promise<Data> {
  const user = await requirePermission(permission);
  const input = parseInput(schema, readInput());
  requireNamedShop(user, input);
  return work(input, { user });
}

async function answer<Data>(permission: string, work: () => Promise<Data>): Promise<ActionResult<Data>> {
  const given = (await headers()).get(requestIdHeader);
  return withLogContext(given ? { requestId: given } : {}, () => attempt(permission, work));
}

async function attempt<Data>(permission: string, work: () => Promise<Data>): Promise<ActionResult<Data>> {
  try {
    await requireOwnPage();
    return { ok: true, data: await work() };
  } catch (error) {
    unstable_rethrow(error);
    const { status, code, message } = toPublicError(error);
    if (status >= 500) log.error({ err: error, permission }, "an action failed");
    return { ok: false, code, message: code === "internal" ? withReference(message) : message };
  }
}

/** What a person can quote to whoever reads the log. */
function withReference(message: string): string {
  const { requestId } = logContext();
  return requestId ? `${message} If it stays, the server's log has the details under ${requestId}.` : message;
}

/** Next compares `Origin` with the host; this holds too where a browser sends no `Origin`, or `null`. */
async function requireOwnPage(): Promise<void> {
  const site = (await headers()).get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") {
    throw new ForbiddenError("This was sent from another site.");
  }
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

/** A field that comes once is its value, one that comes more often the list of them. Anybody can send anything. */
function readForm(formData: unknown): Record<string, unknown> {
  if (!(formData instanceof FormData)) throw new ValidationError("This is not a form.");
  for (const value of formData.values()) {
    // The one character that PostgreSQL's texts cannot hold.
    if (typeof value === "string" && value.includes("\u0000"))
      throw new ValidationError("Something in the form holds a character that cannot be stored.");
  }
  const names = [...new Set(formData.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = formData.getAll(name);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
}
