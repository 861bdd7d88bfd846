import type { RawSearchParams } from "@/lib/address";

/** The rest of the address as hidden fields, so that a GET form changes its own part only. */
export function KeptParams({ params, without }: { params: RawSearchParams; without: readonly string[] }) {
  return Object.entries(params)
    .filter(([key]) => !without.includes(key))
    .flatMap(([key, value]) =>
      [value ?? []]
        .flat()
        .map((item) => <input key={`${key}:${item}`} type="hidden" name={key} value={item} />),
    );
}
