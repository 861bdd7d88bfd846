/** What Next hands to a page: every key may come once, more than once, or not at all. */
export type RawSearchParams = Record<string, string | string[] | undefined>;

export function firstParam(params: RawSearchParams, key: string): string | undefined {
  const value = params[key];
  // PostgreSQL has no text with this character in it, so nothing can be meant by it.
  const first = (Array.isArray(value) ? value[0] : value)?.replaceAll("\u0000", "");
  return first === "" ? undefined : first;
}

type ParamChange = Record<string, string | readonly string[] | null>;

/** A path with the given parameters changed, the rest kept and null ones taken away. */
export function hrefWith(pathname: string, params: RawSearchParams, change: ParamChange): string {
  const next = new URLSearchParams();
  for (const [key, value] of Object.entries({ ...params, ...change })) {
    for (const item of [value ?? []].flat()) if (item !== "") next.append(key, item);
  }
  const query = next.toString();
  return query === "" ? pathname : `${pathname}?${query}`;
}

/**
 * Without the names that every JavaScript object has, as `constructor`: Next hands such a parameter on beside the object's own,
 * which no page can be made of. Null when there is none of them.
 */
export function withoutBuiltInNames(search: URLSearchParams): URLSearchParams | null {
  const kept = [...search].filter(([key]) => !(key in Object.prototype));
  return kept.length === search.size ? null : new URLSearchParams(kept);
}

/** The parameters of a route's address in the shape a page gets them in. */
export function rawParams(search: URLSearchParams): RawSearchParams {
  return Object.fromEntries([...new Set(search.keys())].map((key) => [key, search.getAll(key)]));
}
