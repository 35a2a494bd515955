import type { DuckDBConnection } from "@duckdb/node-api";
import type { SourceFile } from "./findFiles.js";
import type { Relation } from "./relation.js";
import { quoteIdentifier, quoteLiteral } from "../sqlText.js";
import { unreadable } from "./unreadable.js";

/** A Parquet file; columns keep the types they have. @throws UserError when it is damaged. */
export async function readParquet(connection: DuckDBConnection, file: SourceFile, path: string): Promise<Relation> {
  const read = (more = "") =>
    `read_parquet([${quoteLiteral(path)}], ${more}binary_as_string = true, hive_partitioning = false)`;
  const described = await connection.runAndReadAll(`describe select * from ${read()}`).catch((cause: unknown) => {
    throw unreadable(file.shown, "Parquet", cause);
  });
  const columns = described.getRowObjectsJson().map((row) => ({
    name: String(row["column_name"]).trim(),
    sql: quoteIdentifier(String(row["column_name"])),
    type: String(row["column_type"]),
  }));
  // a file may have a column of that name itself; rows come in the file's order anyway
  const isTaken = columns.some(({ name }) => name.toLowerCase() === "file_row_number");
  const from = read(isTaken ? "" : "file_row_number = true, ");
  const ordinal = isTaken ? "row_number() over ()" : "file_row_number + 1";
  return { columns, from, ordinal, broken: [], encoding: "parquet" };
}
