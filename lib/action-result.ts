/** What a server action answers: its data, or a code and one sentence that says what to do. */
export type ActionResult<Data = void> =
  | { ok: true; data: Data }
  | { ok: false; code: string; message: string };

/** A server action behind a form and `useActionState`. */
export type FormAction<Data = void> = (
  previous: ActionResult<Data> | null,
  formData: FormData,
) => Promise<ActionResult<Data> | null>;
