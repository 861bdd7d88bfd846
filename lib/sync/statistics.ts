const firstAtPage = 4;
const growth = 6;

/**
 * Keeps the planner informed while empty tables fill: after 4, 24, 144, … stored pages. Plans made for empty tables
 * look records up by walking the shop, and autovacuum comes too late for a sync of half a minute (docs/adr/0004).
 */
export class StatisticsTick {
  private pages = 0;
  private nextAtPage = firstAtPage;
  private running: Promise<void> | null = null;
  private readonly analyze: () => Promise<void>;

  constructor(analyze: () => Promise<void>) {
    this.analyze = analyze;
  }

  pageStored(): void {
    this.pages += 1;
    if (this.pages < this.nextAtPage || this.running) return;
    this.nextAtPage *= growth;
    this.running = this.analyze().finally(() => {
      this.running = null;
    });
    // A failed ANALYZE costs speed only, and the same database answers the next statement with its own error.
    this.running.catch(() => {});
  }

  async settle(): Promise<void> {
    await this.running?.catch(() => {});
  }
}
