export type PointerStop = {
  /** Share of the height, from the top; null where nothing is drawn. */
  y: number | null;
  label: string;
  value: string;
  previous: string | null;
  note: string | null;
};

type Packed = [y: number | null, label: string, value: string, previous: string | null, note: string | null];

/** All stops as one text, which React passes on as it is; of a list it visits every value, here and in the browser. */
export function packStops(stops: PointerStop[]): string {
  return JSON.stringify(
    stops.map(({ y, label, value, previous, note }): Packed => [y, label, value, previous, note]),
  );
}

export function unpackStops(text: string): PointerStop[] {
  const packed = JSON.parse(text) as Packed[];
  return packed.map(([y, label, value, previous, note]) => ({ y, label, value, previous, note }));
}
