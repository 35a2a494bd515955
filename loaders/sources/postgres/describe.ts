import type { Client } from "pg";

export interface DatabaseColumn {
  readonly name: string;
  /** As PostgreSQL writes it: `character varying(20)`. */
  readonly type: string;
  /** Category of the type: D date or time, N number, S text, B yes/no, and others. */
  readonly category: string;
}

export interface DatabaseTable {
  readonly schema: string;
  readonly name: string;
}

/** Tables and views (materialized, foreign and partitioned ones too) of a schema that this user can see. */
export async function tablesOf(client: Client, schema: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class join pg_namespace on pg_namespace.oid = relnamespace
     where nspname = $1 and relkind in ('r', 'v', 'm', 'f', 'p') and not relispartition order by relname`,
    [schema],
  );
  return rows.map(({ name }) => name);
}

export async function columnsOf(client: Client, { schema, name }: DatabaseTable): Promise<readonly DatabaseColumn[]> {
  const { rows } = await client.query<DatabaseColumn>(
    `select attname as name, format_type(atttypid, atttypmod) as type, typcategory as category
     from pg_attribute join pg_type on pg_type.oid = atttypid
     where attrelid = format('%I.%I', $1::text, $2::text)::regclass and attnum > 0 and not attisdropped order by attnum`,
    [schema, name],
  );
  return rows;
}
