export const SCOPES = [
  "seller.authorization.info",
  "seller.order.info",
  "seller.product.basic",
  "seller.return_refund.basic",
  "seller.finance.info",
] as const;

export type Scope = (typeof SCOPES)[number];

const ALL = 2 ** SCOPES.length - 1;

/** Scopes as one number, which a token carries. */
export function toMask(scopes: readonly Scope[]): number {
  return scopes.reduce((mask, scope) => mask | (1 << SCOPES.indexOf(scope)), 0);
}

/** Tokens of before scopes were written into them have all. */
export function fromMask(mask: number = ALL): Scope[] {
  return SCOPES.filter((_, i) => (mask & (1 << i)) !== 0);
}
