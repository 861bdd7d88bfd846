/** The only source of time in the sandbox, so that a test can move or stop it. */
export class SandboxClock {
  #offsetMs = 0;
  #frozenMs: number | null = null;

  constructor(startSec?: number) {
    if (startSec !== undefined) this.setNow(startSec);
  }

  get isFrozen(): boolean {
    return this.#frozenMs !== null;
  }

  nowMs(): number {
    return this.#frozenMs ?? Date.now() + this.#offsetMs;
  }

  nowSec(): number {
    return Math.floor(this.nowMs() / 1000);
  }

  setNow(sec: number): void {
    if (this.#frozenMs !== null) this.#frozenMs = sec * 1000;
    else this.#offsetMs = sec * 1000 - Date.now();
  }

  advance(sec: number): void {
    if (this.#frozenMs !== null) this.#frozenMs += sec * 1000;
    else this.#offsetMs += sec * 1000;
  }

  freeze(shouldFreeze: boolean): void {
    if (shouldFreeze) {
      this.#frozenMs ??= this.nowMs();
      return;
    }
    if (this.#frozenMs !== null) this.#offsetMs = this.#frozenMs - Date.now();
    this.#frozenMs = null;
  }
}
