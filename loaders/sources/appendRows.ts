import { DuckDBDataChunk, VARCHAR, type DuckDBAppender, type DuckDBConnection } from "@duckdb/node-api";
import { quoteIdentifier } from "../sqlText.js";

const chunkRows = 2048;

/** Rows of text on their way into a temporary table `name(c0, c1, …)`, in the order they come. */
export class RowTable {
  rows = 0;
  private columns: (string | null)[][];

  private constructor(
    private readonly appender: DuckDBAppender,
    private readonly width: number,
  ) {
    this.columns = this.empty();
  }

  static async create(connection: DuckDBConnection, name: string, width: number): Promise<RowTable> {
    const columns = Array.from({ length: width }, (_, index) => `c${index} varchar`);
    await connection.run(`create or replace temp table ${quoteIdentifier(name)} (${columns.join(", ")})`);
    return new RowTable(await connection.createAppender(name), width);
  }

  /** A cell that is left out is NULL; cells past the width are not taken. */
  add(cells: readonly (string | null)[]): void {
    for (let i = 0; i < this.width; i++) this.columns[i]!.push(cells[i] ?? null);
    this.rows++;
    if (this.columns[0]!.length === chunkRows) this.flush();
  }

  finish(): void {
    this.flush();
    this.appender.closeSync();
  }

  private flush(): void {
    const count = this.columns[0]!.length;
    if (count === 0) return;
    const chunk = DuckDBDataChunk.create(
      Array.from({ length: this.width }, () => VARCHAR),
      count,
    );
    chunk.setColumns(this.columns);
    this.appender.appendDataChunk(chunk);
    this.columns = this.empty();
  }

  private empty(): (string | null)[][] {
    return Array.from({ length: this.width }, () => []);
  }
}
