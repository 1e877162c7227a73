import pg from 'pg';

/** A column that a statement gives, as PostgreSQL describes it. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** The table's own column that it is; null for what is computed. */
  readonly source: Source | null;
}

export interface Source {
  readonly column: string;
  readonly mayBeNull: boolean;
}

export interface ColumnType {
  readonly oid: number;
  readonly name: string;
  /** The values of an enum. */
  readonly labels: readonly string[];
  /** Of a list: what it is of. */
  readonly of: ColumnType | null;
}

export type Description = { readonly columns: readonly Column[] } | { readonly refusal: string };

export interface Describer {
  describe(text: string): Promise<Description>;
  close(): Promise<void>;
}

/** Asks a database what statements would give, without running them. */
export async function openDescriber(url: string): Promise<Describer> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const typeOf = await readTypes(client);
  const sourceOf = await readSources(client);
  return {
    describe: async (text) => {
      const fields = await fieldsOf(client, text).catch((error: Error) => error.message);
      if (typeof fields === 'string') return { refusal: fields };
      return {
        columns: fields.map(({ name, dataTypeID, tableID, columnID }) => ({
          name,
          type: typeOf(dataTypeID),
          source: sourceOf(tableID, columnID),
        })),
      };
    },
    close: () => client.end(),
  };
}

interface TypeRow {
  readonly oid: number;
  readonly name: string;
  readonly element: number;
  readonly labels: readonly string[];
}

async function readTypes(client: pg.Client): Promise<(oid: number) => ColumnType> {
  const { rows } = await client.query<TypeRow>(`
    SELECT t.oid::int AS oid, t.typname AS name,
           CASE WHEN t.typcategory = 'A' THEN t.typelem::int ELSE 0 END AS element,
           ARRAY(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS labels
    FROM pg_type t`);
  const byOid = new Map(rows.map((row) => [row.oid, row]));
  const typeOf = (oid: number): ColumnType => {
    const { name = `type ${oid}`, element = 0, labels = [] } = byOid.get(oid) ?? {};
    return { oid, name, labels, of: element ? typeOf(element) : null };
  };
  return typeOf;
}

async function readSources(client: pg.Client): Promise<(table: number, column: number) => Source | null> {
  const { rows } = await client.query<Source & { place: string }>(`
    SELECT attrelid::int || '.' || attnum AS place, attname AS column, NOT attnotnull AS "mayBeNull"
    FROM pg_attribute WHERE attnum > 0`);
  const byPlace = new Map(rows.map((row) => [row.place, row]));
  return (table, column) => byPlace.get(`${table}.${column}`) ?? null;
}

/** Parses a statement and has its rows described; rejects what PostgreSQL refuses. */
function fieldsOf(client: pg.Client, text: string): Promise<readonly pg.FieldDef[]> {
  const { promise, resolve, reject } = Promise.withResolvers<readonly pg.FieldDef[]>();
  let fields: readonly pg.FieldDef[] = [];
  const query = {
    submit: (connection: pg.Connection) => {
      connection.parse({ name: '', text, types: [] }, true);
      connection.describe({ type: 'S', name: '' }, true);
      connection.sync();
    },
    handleRowDescription: (described: { readonly fields: readonly pg.FieldDef[] }) => {
      fields = described.fields;
    },
    handleError: reject,
    handleReadyForQuery: () => resolve(fields),
  };
  client.query(query);
  return promise;
}
