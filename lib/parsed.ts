/** What was asked for, or the default with a sentence that says so. */
export type Parsed<T> = { value: T; notice: string | null };

/** What a parameter says, if it is one of these; else null, with a sentence for one that is not. */
export function parseOneOf<T extends string>(
  given: string | undefined,
  choices: readonly T[],
  sentence: string,
): Parsed<T | null> {
  const value = choices.find((choice) => choice === given) ?? null;
  return { value, notice: given === undefined || value !== null ? null : sentence };
}
