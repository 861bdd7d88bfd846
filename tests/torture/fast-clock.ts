import { AdaptiveLimiter } from "@/lib/tiktok/limiter";

export type ClockSetting = { realMs: number; simulatedMs: number; rate: number };

/** The engine's time, which runs faster than the machine's: a minute's wait between two tries takes seconds. */
export class FastClock {
  private setting: ClockSetting;

  constructor(setting: ClockSetting) {
    this.setting = setting;
  }

  static startingAt(simulatedMs: number, rate: number): FastClock {
    return new FastClock({ realMs: Date.now(), simulatedMs, rate });
  }

  now = (): number => {
    const { realMs, simulatedMs, rate } = this.setting;
    return simulatedMs + (Date.now() - realMs) * rate;
  };

  sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => setTimeout(resolve, ms / this.setting.rate));

  schedule = (callback: () => void, delayMs: number): void => {
    setTimeout(callback, delayMs / this.setting.rate);
  };

  pass(sec: number): void {
    this.setting = { ...this.setting, simulatedMs: this.setting.simulatedMs + sec * 1000 };
  }

  get current(): ClockSetting {
    return this.setting;
  }
}

/** On the machine's clock, and much shorter than what the client itself allows a call. */
const longestCallMs = 3_000;

/** A call that hangs is given up after a tenth of the usual time. */
export const impatientFetch: typeof fetch = (input, init) => {
  const signals = [AbortSignal.timeout(longestCallMs), ...(init?.signal ? [init.signal] : [])];
  return fetch(input, { ...init, signal: AbortSignal.any(signals) });
};

/** Gives the process a limiter on this clock, that knows nothing yet, as a process that has just begun. */
export function setFreshLimiter(
  clock: FastClock,
  app: { apiUrl: string; appKey: string },
  shopId: string,
  maxConcurrent: number,
): void {
  const holder = globalThis as typeof globalThis & { __limiters?: Map<string, AdaptiveLimiter> };
  const limiter = new AdaptiveLimiter({ maxConcurrent, now: clock.now, schedule: clock.schedule });
  holder.__limiters = new Map([[[app.apiUrl, app.appKey, shopId].join(" "), limiter]]);
}
