import type { Engine } from "../engines/engine.js";
import { ClusterTable } from "./clusterTable.js";
import { isLargeCsv } from "./csvOnCluster.js";
import type { Part } from "./openSource.js";
import { readParts, type PartReader, type StagedTable, type TableParts } from "./readParts.js";
import { dictionaries, inputTable, type InputColumn } from "./tables.js";

/** An engine that may stage files where they lie, and where to say which it could not. */
export interface Cluster {
  readonly engine: Engine;
  readonly log: (line: string) => void;
  /** CSV files from this many bytes on may be left to the engine. */
  readonly leastCsvBytes?: number;
}

/**
 * Stages a table with the cluster's help: all but dictionaries, which are short, and names that would leave this machine.
 * @returns undefined for those, which are staged here
 */
export async function ingestOnCluster(
  columns: readonly InputColumn[],
  reading: TableParts & { readonly cluster?: Cluster },
): Promise<StagedTable | undefined> {
  const { name, parts, cluster } = reading;
  if (!cluster?.engine.sees || dictionaries.includes(name)) return undefined;
  const { engine, log } = cluster;
  const say = (what: string) => void log(`  spark      ${name}${what}`);
  if (columns.some(({ isPersonal }) => isPersonal) && !parts.every((part) => isSeen(engine, part)))
    return say(" is staged on this machine: it names people, and does not lie below HOLDFAST_SPARK_STORE");
  const table = await ClusterTable.begin(engine, { table: inputTable(name), columns });
  const read = await readParts(engine.connection, columns, reading, partReader(table, reading.parts, cluster, say));
  const { rejected, typed } = await table.finish(read);
  if (typed) say(`: ${typed} of ${read.rows} rows were typed on this machine`);
  return { ...read, rejected };
}

const isSeen = (engine: Engine, { file }: Part): boolean => file !== undefined && engine.sees!(file.path);

/** Leaves to the cluster what it reads as this machine would, and types the rest here. */
function partReader(
  table: ClusterTable,
  parts: readonly Part[],
  { engine, leastCsvBytes }: Cluster,
  say: (what: string) => void,
): PartReader {
  const asLines = new Set<number>();
  const reasons: Record<string, string> = {
    parquet: "it has a column of a type that Spark may read differently",
    csv: "it is CSV that is small or not plain",
  };
  return {
    open: async (part, place, { known }) => {
      if (!isSeen(engine, part) || !(await isLargeCsv(part.file!, leastCsvBytes))) return undefined;
      const opened = await table.openLines(part.file!, { known, place });
      if (opened) asLines.add(place);
      return opened;
    },
    stage: async (opened, place) => {
      const part = parts[place]!;
      const isReadable = asLines.has(place) || part.file?.kind === "parquet";
      const left = isReadable && isSeen(engine, part) ? await table.leave(opened, place) : undefined;
      if (left) return left;
      const why = isSeen(engine, part) ? reasons[part.file!.kind] : "it does not lie below HOLDFAST_SPARK_STORE";
      say(`: ${opened.shown} is typed on this machine: ${why ?? "it is neither Parquet nor CSV"}`);
      return table.take(opened, place);
    },
  };
}
