export type Noun = { one: string; many: string };

const nouns: Record<string, Noun> = {
  orders: { one: "order", many: "orders" },
  returns: { one: "return", many: "returns" },
  cancellations: { one: "cancellation", many: "cancellations" },
};

/** What a person calls the records of a synced resource. */
export function nounOf(resource: string): Noun {
  return nouns[resource] ?? { one: "record", many: "records" };
}
