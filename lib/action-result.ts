/** What a server action answers: its data, or a code and one sentence that says what to do. */
export type ActionResult<Data = void> =
  | { ok: true; data: Data }
  | { ok: false; code: string; message: string };

/** A server action behind a form and `useActionState`. */
export type FormAction<Data = void> = (
  previous: ActionResult<Data> | null,
  formData: FormData,
) => Promise<ActionResult<Data> | null>;

/** Why an action was refused, for the form to say; null before it was sent and when all went well. */
export function failureOf(result: ActionResult<unknown> | null): string | null {
  return result && !result.ok ? result.message : null;
}
