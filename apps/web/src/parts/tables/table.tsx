import type { ReactNode } from 'react';
import { Scroll } from '../scroll.tsx';

export interface Column<T> {
  readonly name: string;
  readonly num?: boolean;
  cell(row: T): ReactNode;
}

interface TableProps<T> {
  /** What the table holds, for whoever does not see it. */
  readonly name: string;
  /** The first names the row. */
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  keyOf(row: T): string;
}

/** Rows of one kind, which are cards on a phone. */
export function Table<T>({ name, columns, rows, keyOf }: TableProps<T>) {
  const [first, ...rest] = columns;
  const side = (column: Column<T>) => (column.num ? { className: 'num' } : {});
  return (
    <Scroll name={name}>
      <table className="rows">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" {...side(column)}>
                {column.name === '' ? <span className="hidden">·</span> : column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              <th scope="row">{first?.cell(row)}</th>
              {rest.map((column) => (
                <td key={column.name} data-is={column.name} {...side(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
