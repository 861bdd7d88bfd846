export type CsvCell = string | number | boolean | null;

const number = /^-?\d+(\.\d+)?$/;
/** What a spreadsheet takes for the beginning of a formula. */
const formula = /^[=+\-@\t\r]/;

function csvCell(cell: CsvCell): string {
  if (cell === null) return "";
  const text = String(cell);
  // An apostrophe makes text of it: what buyers and products are called must not run on somebody's machine.
  const safe = formula.test(text) && !number.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of a CSV file as RFC 4180 has it, with its line break. */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}
