/** What was asked for, or the default with a sentence that says so. */
export type Parsed<T> = { value: T; notice: string | null };
