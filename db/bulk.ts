import { getTableColumns, getTableName, type Table } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";

export type BulkColumn = {
  key: string;
  name: string;
  type: string;
  /** All rows of a statement have the same value, which is then sent and read once. */
  isSame?: boolean;
};

/** The columns of a table with their SQL types, from its definition: a new column needs no second list. */
export function bulkColumns(table: Table): BulkColumn[] {
  return Object.entries(getTableColumns(table)).map(([key, column]) => ({
    key,
    name: column.name === key ? toSnakeCase(key) : column.name,
    type: column.getSQLType(),
  }));
}

/** The same columns, some of which have one value for all rows of a statement. */
export function withSame(columns: BulkColumn[], names: string[]): BulkColumn[] {
  return columns.map((column) => ({ ...column, isSame: names.includes(column.name) }));
}

/**
 * `select` of typed rows from arrays of text, one parameter a column, starting at `$firstParameter`. Text arrays with
 * casts are the fastest bulk input that works without prepared statements (docs/adr/0004).
 */
export function selectUnnested(columns: BulkColumn[], firstParameter: number): string {
  const placed = columns.map((column, index) => ({ ...column, parameter: `$${firstParameter + index}` }));
  const varying = placed.filter(({ isSame }) => !isSame);
  const arrays = varying.map(({ parameter }) => `${parameter}::text[]`).join(", ");
  const names = varying.map(({ name }) => name).join(", ");
  const selected = placed.map(({ name, type, isSame, parameter }) => {
    if (isSame) return `${parameter}::${type} as ${name}`;
    return type === "text" ? name : `${name}::${type} as ${name}`;
  });
  return `select ${selected.join(", ")} from unnest(${arrays}) as u(${names})`;
}

/**
 * Rows turned into one array a column, as the text that PostgreSQL reads: null stays null. Of arrays in a row only such as
 * need no quotes. Written here because the client's own way, value by value, took a tenth of a first sync.
 */
export function toColumnArrays(columns: BulkColumn[], rows: Record<string, unknown>[]): (string | null)[] {
  return columns.map(({ key, isSame }) =>
    isSame ? toText(rows[0]?.[key]) : `{${rows.map((row) => toElement(row[key])).join(",")}}`,
  );
}

function toText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return Array.isArray(value) ? `{${value.join(",")}}` : String(value);
}

const needsEscape = /["\\]/;
const everyEscape = /["\\]/g;

function toElement(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return `"{${value.join(",")}}"`;
  const text = String(value);
  return needsEscape.test(text) ? `"${text.replace(everyEscape, "\\$&")}"` : `"${text}"`;
}

export function columnList(columns: BulkColumn[]): string {
  return columns.map((column) => column.name).join(", ");
}

/**
 * What a sticky column holds after a newer copy: its value, or what is stored when it has none. Of two objects
 * (jsonb) the newer one's parts go over the older one's, so that each part is sticky by itself.
 */
export function stickyValue({ name, type }: BulkColumn, next: string, stored: string): string {
  if (type !== "jsonb") return `coalesce(${next}.${name}, ${stored}.${name})`;
  return `case when ${next}.${name} is null then ${stored}.${name}
    else coalesce(${stored}.${name}, '{}'::jsonb) || ${next}.${name} end`;
}

/** `set` list of an upsert; a sticky column keeps what is stored when the newer copy has nothing. */
export function assignExcluded(
  table: Table,
  columns: BulkColumn[],
  options: { skip: string[]; sticky: string[]; append?: { columns: string[]; keep: number } },
): string {
  const tableName = getTableName(table);
  return columns
    .filter(({ name }) => !options.skip.includes(name))
    .map((column) => {
      const { name } = column;
      const isSticky = options.sticky.includes(name);
      if (options.append?.columns.includes(name))
        return `${name} = ${appended(`${tableName}.${name}`, `excluded.${name}`, options.append.keep)}`;
      return `${name} = ${isSticky ? stickyValue(column, "excluded", tableName) : `excluded.${name}`}`;
    })
    .join(", ");
}

/** An array with another behind it, from which the oldest go when it has more than `keep`. */
function appended(stored: string, next: string, keep: number): string {
  return `(${stored} || ${next})[greatest(1, cardinality(${stored}) + cardinality(${next}) - ${keep - 1}):]`;
}

/** A condition: a row `next` would change the row `stored`; a sticky column only where it has a value. */
export function differs(
  columns: BulkColumn[],
  next: string,
  stored: string,
  options: { skip: string[]; sticky: string[] },
): string {
  const compared = columns.filter(({ name }) => !options.skip.includes(name));
  const nexts = compared.map((column) =>
    options.sticky.includes(column.name) ? stickyValue(column, next, stored) : `${next}.${column.name}`,
  );
  const olds = compared.map(({ name }) => `${stored}.${name}`);
  return `(${nexts.join(", ")}) is distinct from (${olds.join(", ")})`;
}
