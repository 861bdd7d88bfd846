import type { ShopSpec } from "./types";

export const DEFAULTS = {
  host: "127.0.0.1",
  orders: 155_300,
  seed: 1,
  latencyMs: 150,
  redirectUrl: "http://localhost:3000/api/tiktok/callback",
  appKey: "sandboxappkey",
  appSecret: "sandbox-app-secret-0123456789abcdef0123",
  serviceId: "7000000000000000001",
} as const;

export function defaultShop(orders: number, seed: number): ShopSpec {
  return {
    id: "7495514739184927156",
    name: "Juniper & Clay Bodycare",
    region: "US",
    currency: "USD",
    timezone: "America/Los_Angeles",
    orders,
    seed,
    cipher: "TTP_7kQxWQAAAABm1d9vYtZ0pX2rNcE5hLuA",
  };
}
