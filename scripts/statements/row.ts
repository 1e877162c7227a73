import { SymbolFlags, type Type, TypeFlags } from 'typescript/unstable/sync';
import type { Code } from './code.ts';

/** A field of a row as its type declares it. */
export interface Field {
  readonly kinds: readonly Kind[];
  readonly mayBeNull: boolean;
  readonly mayBeAbsent: boolean;
}

/** A sort of value at run time, with the text that it must be where the type says so. */
export type Kind =
  | { readonly is: 'any' }
  | { readonly is: 'string'; readonly literal: string | null }
  | { readonly is: 'number' | 'bigint' | 'boolean' | 'Date' | 'Decimal' | 'bytes' }
  | { readonly is: 'list'; readonly of: readonly Kind[] }
  | { readonly is: 'object'; readonly row: () => Row };

/** What a row is declared to be: its fields, and what any other column is; null where anything will do. */
export type Row = { readonly fields: ReadonlyMap<string, Field>; readonly others: Field | null } | null;

/** Reads the type of a row. */
export function rowOf(code: Code, type: Type): Row {
  if (type.flags & (TypeFlags.AnyOrUnknown | TypeFlags.Never | TypeFlags.TypeParameter)) return null;
  if (type.isUnionType()) return oneOf(type.getTypes().map((one) => rowOf(code, one)));
  const properties = code.checker.getPropertiesOfType(type);
  const [index] = code.checker.getIndexInfosOfType(type);
  const types = code.checker.getTypeOfSymbol(properties);
  const fields = properties.map((property, i) => {
    const own = types[i];
    return [property.name, own ? fieldOf(code, own, (property.flags & SymbolFlags.Optional) !== 0) : ANYTHING] as const;
  });
  return { fields: new Map(fields), others: index ? fieldOf(code, index.valueType, false) : null };
}

const ANYTHING: Field = { kinds: [{ is: 'any' }], mayBeNull: true, mayBeAbsent: false };

/** A row that is one of several: what not all of them have may be absent. */
function oneOf(rows: readonly Row[]): Row {
  const all = rows.flatMap((row) => (row ? [row.fields] : []));
  if (all.length < rows.length) return null;
  const names = new Set(all.flatMap((fields) => [...fields.keys()]));
  const merged = [...names].map((name) => {
    const own = all.flatMap((fields) => fields.get(name) ?? []);
    const field: Field = {
      kinds: own.flatMap(({ kinds }) => kinds),
      mayBeNull: own.some(({ mayBeNull }) => mayBeNull),
      mayBeAbsent: own.length < all.length || own.some(({ mayBeAbsent }) => mayBeAbsent),
    };
    return [name, field] as const;
  });
  return { fields: new Map(merged), others: null };
}

function fieldOf(code: Code, type: Type, mayBeAbsent: boolean): Field {
  const parts = partsOf(type);
  const kinds = parts.filter(({ flags }) => !(flags & TypeFlags.Nullable)).map((part) => kindOf(code, part));
  return { kinds, mayBeNull: parts.some(({ flags }) => flags & TypeFlags.Null), mayBeAbsent };
}

const partsOf = (type: Type): readonly Type[] => (type.isUnionType() ? type.getTypes() : [type]);

/** Kinds by the flag of their type. */
const FLAGS = [
  [TypeFlags.Number | TypeFlags.NumberLiteral, 'number'],
  [TypeFlags.BigInt | TypeFlags.BigIntLiteral, 'bigint'],
  [TypeFlags.Boolean | TypeFlags.BooleanLiteral, 'boolean'],
] as const;
const CLASSES = new Map([
  ['Date', 'Date'],
  ['Decimal', 'Decimal'],
  ['Uint8Array', 'bytes'],
  ['Buffer', 'bytes'],
] as const);

function kindOf(code: Code, type: Type): Kind {
  if (type.flags & (TypeFlags.AnyOrUnknown | TypeFlags.TypeParameter)) return { is: 'any' };
  if (type.isStringLiteralType()) return { is: 'string', literal: type.value };
  if (type.flags & (TypeFlags.String | TypeFlags.TemplateLiteral)) return { is: 'string', literal: null };
  const flagged = FLAGS.find(([flag]) => type.flags & flag);
  if (flagged) return { is: flagged[1] };
  const known = [...CLASSES].find(([name]) => name === type.getSymbol()?.name);
  if (known) return { is: known[1] };
  if (code.checker.isArrayLikeType(type) && type.isTypeReference())
    return { is: 'list', of: code.checker.getTypeArguments(type).flatMap((of) => fieldOf(code, of, false).kinds) };
  return { is: 'object', row: () => rowOf(code, type) };
}
