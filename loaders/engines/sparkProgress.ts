/** What Spark's own page tells of a query, under `/api/v1`. */
interface QueryOnPage {
  readonly id: number;
  readonly status: string;
}
interface StageOnPage {
  readonly numTasks: number;
  readonly numCompleteTasks: number;
  /** Nanoseconds. */
  readonly executorCpuTime: number;
  readonly inputBytes: number;
  readonly outputBytes: number;
  readonly shuffleWriteBytes: number;
}

const everyMs = 5000;

/** Says on stderr which query runs, how far it is, and under which number the cluster's page has it. */
export class SparkProgress {
  application: string | undefined;
  site: string | undefined;
  private running: { readonly label: string; readonly start: number } | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly log: (line: string) => void) {}

  begin(label: string): void {
    this.running = { label, start: performance.now() };
    this.timer = setInterval(() => void this.tell(), everyMs);
    this.timer.unref();
  }

  /** A query ended: its number is the newest on the page. */
  async finish(): Promise<void> {
    const ended = this.running;
    this.stop();
    if (!ended) return;
    const seconds = ((performance.now() - ended.start) / 1000).toFixed(1);
    const query = (await this.ask<QueryOnPage>("sql?details=false&length=100000"))?.filter(
      ({ status }) => status === "COMPLETED",
    );
    const id = query?.findLast((one) => one)?.id;
    this.log(
      `  spark      ${(id === undefined ? "" : `query ${id}`).padEnd(10)} ${ended.label.padEnd(22)} ${seconds.padStart(7)} s`,
    );
  }

  stop(): void {
    clearInterval(this.timer);
    this.running = undefined;
  }

  /** What the run took of the cluster. */
  async tellTotal(): Promise<void> {
    const stages = await this.ask<StageOnPage>("stages?status=complete");
    if (!stages?.length) return;
    const sum = (of: (stage: StageOnPage) => number) => stages.reduce((total, stage) => total + of(stage), 0);
    const gigabytes = (of: (stage: StageOnPage) => number) => (sum(of) / 1e9).toFixed(2);
    this.log(
      `  spark      ${(sum((s) => s.executorCpuTime) / 1e9).toFixed(1)} core-seconds in ${stages.length} stages; ` +
        `GB read ${gigabytes((s) => s.inputBytes)}, shuffled ${gigabytes((s) => s.shuffleWriteBytes)}, written ${gigabytes((s) => s.outputBytes)}`,
    );
  }

  private async tell(): Promise<void> {
    const told = this.running;
    const stages = await this.ask<StageOnPage>("stages?status=active");
    if (!stages?.length || told !== this.running || !told) return;
    const sum = (of: (stage: StageOnPage) => number) => stages.reduce((total, stage) => total + of(stage), 0);
    this.log(`  spark      ${told.label}: ${sum((s) => s.numCompleteTasks)} of ${sum((s) => s.numTasks)} tasks`);
  }

  /** Nothing, where the page is switched off or out of reach: progress never fails a run. */
  private async ask<T>(path: string): Promise<readonly T[] | undefined> {
    if (!this.site || !this.application) return undefined;
    try {
      const answer = await fetch(`${this.site}/api/v1/applications/${this.application}/${path}`, {
        signal: AbortSignal.timeout(2000),
      });
      return answer.ok ? ((await answer.json()) as readonly T[]) : undefined;
    } catch {
      return undefined;
    }
  }
}
