import type { TableName } from './tables.ts';

/** A row of a company's state: where it stands, the id that others name it by, and its content in one fixed form. */
export interface StateRow {
  readonly table: TableName;
  readonly id: string | null;
  readonly content: string;
}

/** What a table came to. */
export interface TableHash {
  readonly table: TableName;
  readonly rows: number;
  readonly hash: string;
}

export interface StateHash {
  readonly total: string;
  readonly tables: readonly TableHash[];
}
