/** PostgreSQL's text of a `timestamptz` as ISO 8601 in UTC, for results that leave `db/`. */
export function toIso(value: string): string;
export function toIso(value: string | null): string | null;
export function toIso(value: string | null): string | null {
  return value === null ? null : new Date(value).toISOString();
}

/** Unix seconds as an ISO instant, for parameters; null stays null. */
export function fromUnixSec(seconds: number): string;
export function fromUnixSec(seconds: number | null): string | null;
export function fromUnixSec(seconds: number | null): string | null {
  return seconds === null ? null : new Date(seconds * 1000).toISOString();
}
