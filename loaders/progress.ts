export interface StepReport {
  readonly name: string;
  status: "done" | "failed" | "skipped";
  ms: number;
  rows?: number;
}

/** Runs named steps one after another, says on stderr how far it is, and keeps what each one took. */
export class Progress {
  readonly steps: StepReport[] = [];

  /** @param started is told each step's name before it runs, for a line that the result replaces */
  constructor(
    private readonly write: (line: string) => void,
    private readonly now: () => number,
    private readonly started?: (name: string) => void,
  ) {}

  /** @param rowsOf what to count in the result, for the report */
  async step<T>(name: string, work: () => Promise<T>, rowsOf?: (result: T) => number | undefined): Promise<T> {
    const start = this.now();
    const report: StepReport = { name, status: "done", ms: 0 };
    this.steps.push(report);
    this.started?.(name);
    try {
      const result = await work();
      report.ms = Math.round(this.now() - start);
      report.rows = rowsOf?.(result);
      const count = report.rows === undefined ? "" : `${report.rows.toLocaleString("en")} rows`;
      this.write(`  ${name.padEnd(10)} ${count.padStart(18)} ${(report.ms / 1000).toFixed(1).padStart(7)} s`);
      return result;
    } catch (error) {
      report.status = "failed";
      report.ms = Math.round(this.now() - start);
      this.write(`  ${name.padEnd(10)} ${"failed".padStart(18)} ${(report.ms / 1000).toFixed(1).padStart(7)} s`);
      throw error;
    }
  }

  skip(name: string): void {
    this.steps.push({ name, status: "skipped", ms: 0 });
  }
}
