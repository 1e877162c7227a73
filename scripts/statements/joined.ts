import type { Type } from 'typescript/unstable/sync';
import type { Code } from './code.ts';
import type { Column } from './describe.ts';
import { faultsBetween, type Given } from './fault.ts';
import { type Field, type Row, rowOf } from './row.ts';

/** What `joinedRow` makes of the columns of a row type `Joined<T>`: `T`; null for every other row type. */
export function madeBy(code: Code, type: Type): Row {
  if (type.getAliasSymbol()?.name !== 'Joined') return null;
  const [made] = type.getAliasTypeArguments();
  return made ? rowOf(code, made) : null;
}

/** What is wrong between columns of joined tables and what is made of them. */
export function joinedFaults(columns: readonly Column[], row: Row, how: Given): readonly string[] {
  const tables = Map.groupBy(columns, ({ name }) => (name.includes('.') ? (name.split('.')[0] ?? '') : OWN));
  const fields = row?.fields ?? new Map<string, Field>();
  const nested = [...tables].flatMap(([table, inside]) => {
    if (table === OWN) return [];
    const [kind] = fields.get(table)?.kinds ?? [];
    if (kind?.is !== 'object') return [`gives ${table}, which the row type does not declare`];
    return faultsBetween(inside.map(named), kind.row(), { ...how, text: null });
  });
  const outer = new Map([...fields].filter(([name]) => !tables.has(name)));
  return [...faultsBetween((tables.get(OWN) ?? []).map(named), { fields: outer, others: null }, how), ...nested];
}

const OWN = '';
const named = (column: Column): Column => ({ ...column, name: camel(column.name.split('.').at(-1) ?? '') });
const camel = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
