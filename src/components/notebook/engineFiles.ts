/** Where a team site keeps DuckDB-Wasm; the version makes the path change with the content. */
export const engineFolder = "_file/duckdb-1.32.0";

export const engineFiles = { program: "duckdb-eh.wasm", worker: "duckdb-browser-eh.worker.js" } as const;
