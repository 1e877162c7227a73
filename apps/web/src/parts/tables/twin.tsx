import { en } from '../../words/en.ts';
import { type Column, Table } from './table.tsx';

interface TwinProps<T> {
  /** Of the drawing. */
  readonly name: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  keyOf(row: T): string;
}

/** What a drawing shows, as a table for whoever would rather read it. */
export function Twin<T>({ name, ...table }: TwinProps<T>) {
  return (
    <details className="twin">
      <summary>{en.table}</summary>
      <Table name={en.asTable(name)} {...table} />
    </details>
  );
}
