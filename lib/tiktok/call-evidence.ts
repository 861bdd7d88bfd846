const windowMs = 10_000;
const windowsKept = 6;
const outcomesKept = 25;
const stormRefusals = 5;

/** What became of the last calls: how many a second were let through at best, and whether refusals come thick. */
export class CallEvidence {
  private windows: { index: number; accepted: number }[] = [];
  private outcomes: boolean[] = [];

  note(isAccepted: boolean, nowMs: number): void {
    this.outcomes.push(isAccepted);
    if (this.outcomes.length > outcomesKept) this.outcomes.shift();
    if (!isAccepted) return;
    const index = Math.floor(nowMs / windowMs);
    const last = this.windows.at(-1);
    if (last?.index === index) last.accepted += 1;
    else this.windows = [...this.windows, { index, accepted: 1 }].slice(-windowsKept - 1);
  }

  /** The best ten seconds of the last minute: no limit can be lower, unless it has fallen since. */
  provenPerSec(nowMs: number): number {
    const current = Math.floor(nowMs / windowMs);
    const complete = this.windows.filter(({ index }) => index < current && index >= current - windowsKept);
    return Math.max(0, ...complete.map(({ accepted }) => accepted / (windowMs / 1000)));
  }

  /** Every fifth call or more was refused: a limit that is exceeded, not a server that stumbles now and then. */
  get isStorm(): boolean {
    return this.outcomes.filter((isAccepted) => !isAccepted).length >= stormRefusals;
  }

  forgetProven(): void {
    this.windows = [];
  }
}
