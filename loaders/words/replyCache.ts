import type { DuckDBConnection } from "@duckdb/node-api";
import { execute, rows } from "../query.js";

export interface CachedReply {
  readonly content: string;
  /** Day on which the server gave it. */
  readonly writtenOn: string;
  /** It came at the second request: there is no third. */
  readonly wasRetried: boolean;
}

/** Replies by request hash, the refused ones too: a second run of the same week asks nothing. */
export interface ReplyCache {
  get(hash: string): CachedReply | undefined;
  put(hash: string, reply: CachedReply): void;
}

/** The replies of one model from the warehouse's `reply_cache`, and what writes the new ones there. */
export async function openReplyCache(
  connection: DuckDBConnection,
  model: string,
): Promise<ReplyCache & { save(): Promise<void> }> {
  const found = await rows<{ hash: string } & CachedReply>(
    connection,
    `select request_hash as hash, content, written_on::varchar as "writtenOn", was_retried as "wasRetried" from warehouse.reply_cache where model = ?`,
    [model],
  );
  const known = new Map<string, CachedReply>(found.map(({ hash, ...reply }) => [hash, reply]));
  const fresh = new Map<string, CachedReply>();
  return {
    get: (hash) => known.get(hash),
    put: (hash, reply) => {
      known.set(hash, reply);
      fresh.set(hash, reply);
    },
    save: async () => {
      for (const [hash, { content, writtenOn, wasRetried }] of fresh)
        await execute(connection, "insert or replace into warehouse.reply_cache values (?, ?, ?, ?::date, ?)", [
          hash,
          model,
          content,
          writtenOn,
          wasRetried,
        ]);
      fresh.clear();
    },
  };
}
