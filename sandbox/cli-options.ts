import { parseArgs } from "node:util";
import { DEFAULTS } from "./defaults";
import { MAX_HISTORY } from "./shop/shop-book";
import type { SandboxOptions } from "./types";

const FLAGS = [
  "port",
  "orders",
  "seed",
  "host",
  "latency",
  "epoch",
  "redirect",
  "app-key",
  "app-secret",
  "service-id",
  "webhook",
] as const;
type Flag = (typeof FLAGS)[number];

export class FlagError extends Error {
  override readonly name = "FlagError";
}

/** @throws FlagError with one sentence for the person at the keyboard. */
export function readCliOptions(argv: readonly string[]): SandboxOptions & { port: number } {
  const flags = parseFlags(argv);
  const whole = (flag: Flag, fallback: number, max: number): number => {
    const text = flags.get(flag);
    if (text === undefined) return fallback;
    if (!/^\d+$/.test(text) || Number(text) > max) {
      throw new FlagError(`--${flag} takes a whole number from 0 to ${max}, not "${text}".`);
    }
    return Number(text);
  };
  const redirectUrl = flags.get("redirect") ?? DEFAULTS.redirectUrl;
  if (!URL.canParse(redirectUrl)) throw new FlagError(`--redirect takes a full URL, not "${redirectUrl}".`);
  const webhookUrl = flags.get("webhook");
  if (webhookUrl !== undefined && !URL.canParse(webhookUrl))
    throw new FlagError(`--webhook takes a full URL, not "${webhookUrl}".`);
  return {
    ...(webhookUrl === undefined ? {} : { webhookUrl }),
    port: whole("port", 4010, 65_535),
    host: flags.get("host") ?? DEFAULTS.host,
    orders: whole("orders", DEFAULTS.orders, MAX_HISTORY),
    seed: whole("seed", DEFAULTS.seed, 4_294_967_295),
    latencyMs: whole("latency", DEFAULTS.latencyMs, 600_000),
    epochSec: whole("epoch", Math.floor(Date.now() / 1000), 4_000_000_000),
    redirectUrl,
    appKey: flags.get("app-key") ?? DEFAULTS.appKey,
    appSecret: flags.get("app-secret") ?? DEFAULTS.appSecret,
    serviceId: flags.get("service-id") ?? DEFAULTS.serviceId,
  };
}

function parseFlags(argv: readonly string[]): Map<string, string> {
  const options = Object.fromEntries(FLAGS.map((flag) => [flag, { type: "string" as const }]));
  try {
    const { values } = parseArgs({ args: [...argv], options, strict: true, allowPositionals: false });
    return new Map(
      Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
  } catch (cause) {
    const message = cause instanceof Error ? (cause.message.split(". ")[0] ?? "") : String(cause);
    throw new FlagError(`${message} (known flags: ${FLAGS.map((flag) => `--${flag}`).join(" ")}).`, {
      cause,
    });
  }
}
