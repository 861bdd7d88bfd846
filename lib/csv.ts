import { stringify } from "csv-stringify/sync";

export type CsvCell = string | number | boolean | null;

const number = /^-?\d+(\.\d+)?$/;
/** What a spreadsheet takes for the beginning of a formula, in the wide forms of East Asian keyboards too. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/** An apostrophe makes text of it: what buyers and products are called must not run on somebody's machine. */
function neutralise(cell: CsvCell): string {
  if (cell === null) return "";
  const text = String(cell);
  return formula.test(text) && !number.test(text) ? `'${text}` : text;
}

/** Lines of a CSV file as RFC 4180 has them, with their line breaks. */
export function csvLines(rows: readonly (readonly CsvCell[])[]): string {
  return stringify(
    rows.map((cells) => cells.map(neutralise)),
    { record_delimiter: "windows", quoted_match: /[\r\n]/ },
  );
}
