import {
  listSealedValues,
  replaceSealedValue,
  type SealedValue,
  sealedColumns,
} from "@/db/mutations/sealed-values";
import { AppError } from "./errors";
import { isSealedWithFirstKey, seal, unseal } from "./seal";

export type RotationReport = {
  /** Sealed anew with the first key. */
  resealed: number;
  /** Sealed with it already. */
  current: number;
  /** `table.column id` of what no key opens. */
  unreadable: string[];
};

/**
 * Seals everything that is sealed with the first key of the setting; the others may be taken away afterwards. Goes on
 * beside a running app: what that changes meanwhile is left to it, for it seals with the first key as well.
 */
export async function rotateKeys(keySetting: string): Promise<RotationReport> {
  const report: RotationReport = { resealed: 0, current: 0, unreadable: [] };
  for (const column of sealedColumns) {
    for (const value of await listSealedValues(column)) {
      if (isSealedWithFirstKey(value.sealed, keySetting)) {
        report.current += 1;
        continue;
      }
      const plain = tryToOpen(value, keySetting);
      if (plain === null) report.unreadable.push(`${column.table}.${column.column} ${value.id}`);
      else if (await replaceSealedValue(column, value, seal(plain, value.purpose, keySetting)))
        report.resealed += 1;
      else report.current += 1;
    }
  }
  return report;
}

function tryToOpen({ sealed, purpose }: SealedValue, keySetting: string): string | null {
  try {
    return unseal(sealed, purpose, keySetting);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
