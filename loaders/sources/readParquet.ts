import type { DuckDBConnection } from "@duckdb/node-api";
import type { SourceFile } from "./findFiles.js";
import type { Relation } from "./relation.js";
import { quoteIdentifier, quoteLiteral } from "../sqlText.js";
import { unreadable } from "./unreadable.js";

/** A Parquet file; columns keep the types they have. @throws UserError when it is damaged. */
export async function readParquet(connection: DuckDBConnection, file: SourceFile, path: string): Promise<Relation> {
  const from = `read_parquet([${quoteLiteral(path)}], file_row_number = true, binary_as_string = true, hive_partitioning = false)`;
  const described = await connection
    .runAndReadAll(`describe select * exclude (file_row_number) from ${from}`)
    .catch((cause: unknown) => {
      throw unreadable(file.shown, "Parquet", cause);
    });
  const columns = described.getRowObjectsJson().map((row) => ({
    name: String(row["column_name"]).trim(),
    sql: quoteIdentifier(String(row["column_name"])),
    type: String(row["column_type"]),
  }));
  return { columns, from, ordinal: "file_row_number + 1", broken: [], encoding: "parquet" };
}
