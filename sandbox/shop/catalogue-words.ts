/** Kind of goods, price of the smallest variant in US cents, and which family of variants it comes in. */
export type GoodsKind = readonly [name: string, priceCents: number, variants: VariantFamily];
export type VariantFamily = "size" | "set" | "weight" | "colour" | "single";

export const SCENTED: readonly GoodsKind[] = [
  ["Body Lotion", 1_499, "size"],
  ["Body Butter", 1_899, "weight"],
  ["Sugar Scrub", 1_699, "weight"],
  ["Bar Soap", 699, "set"],
  ["Bath Salts", 1_299, "weight"],
  ["Hand Cream", 899, "size"],
  ["Lip Balm", 499, "set"],
  ["Shower Oil", 1_599, "size"],
  ["Body Wash", 1_199, "size"],
  ["Bubble Bath", 1_399, "size"],
  ["Foot Balm", 1_099, "weight"],
  ["Body Mist", 1_699, "size"],
  ["Cream Deodorant", 1_150, "set"],
  ["Clay Mask", 2_199, "weight"],
  ["Shampoo Bar", 1_250, "set"],
  ["Conditioner Bar", 1_350, "set"],
  ["Hair Oil", 2_400, "size"],
  ["Face Oil", 2_899, "single"],
  ["Bath Bomb", 595, "set"],
  ["Soy Candle", 1_995, "weight"],
  ["Reed Diffuser", 2_795, "size"],
  ["Room Spray", 1_495, "size"],
  ["Linen Mist", 1_395, "size"],
  ["Wax Melts", 795, "set"],
  ["Pillow Spray", 1_250, "single"],
];

export const PLAIN: readonly GoodsKind[] = [
  ["Soap Dish", 1_250, "colour"],
  ["Hand Towel", 1_695, "colour"],
  ["Waffle Robe", 6_400, "colour"],
  ["Dry Brush", 1_599, "single"],
  ["Bath Tray", 3_950, "single"],
  ["Stoneware Mug", 1_895, "colour"],
  ["Konjac Sponge", 650, "set"],
  ["Gua Sha Stone", 1_299, "colour"],
  ["Candle Snuffer", 1_450, "colour"],
  ["Toiletry Pouch", 2_250, "colour"],
  ["Gift Box", 4_500, "set"],
  ["Bath Mat", 3_400, "colour"],
];

export const SCENTS: readonly string[] = [
  "Lavender & Oat",
  "Juniper & Clay",
  "Sea Salt & Sage",
  "Eucalyptus Mint",
  "Rose Geranium",
  "Vanilla Fig",
  "Cedar & Smoke",
  "Bergamot Tea",
  "Honey & Chamomile",
  "Coconut Milk",
  "Blood Orange",
  "White Peony",
  "Green Tomato Leaf",
  "Sandalwood & Amber",
  "Lemon Verbena",
  "Unscented Oat",
];

export const FINISHES: readonly string[] = [
  "Speckled",
  "Washed Linen",
  "Olive Wood",
  "Ribbed",
  "Recycled",
  "Hand-Thrown",
];

export const VARIANTS: Record<VariantFamily, readonly string[]> = {
  size: ["50 ml", "100 ml", "250 ml", "500 ml", "1 L Refill"],
  weight: ["60 g", "120 g", "250 g", "400 g"],
  set: ["Single", "Set of 2", "Set of 3", "Set of 6"],
  colour: ["Oat", "Clay", "Sage", "Ink", "Chalk", "Rust"],
  single: ["Default"],
};
