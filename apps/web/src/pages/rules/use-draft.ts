import { useState } from 'react';
import { type Field, isSame, type Value, valueAt, withValue } from '../../figures/rules/field.ts';
import { readField, writtenOf } from '../../figures/rules/read-field.ts';
import { nameOfField, sayFault } from './policy-words.ts';

interface Base {
  readonly key: string;
  readonly value: Value;
}

export interface Draft {
  /** What the fields come to; those that cannot be read stay as they were. */
  readonly value: Readonly<Record<string, Value>>;
  /** The fields that are not what they were. */
  readonly changed: readonly Field[];
  /** Why a field cannot be sent, by its path. */
  readonly faults: Readonly<Record<string, string>>;
  written(field: Field): string;
  nameOf(field: Field): string;
  write(field: Field, written: string): void;
  /** Begins anew, with these values written over what was read. */
  begin(over?: Readonly<Record<string, string>>): void;
}

/** What somebody writes over a policy before it is sent. */
export function useDraft({ key, value: base }: Base, fields: readonly Field[]): Draft {
  const [over, setOver] = useState<Readonly<Record<string, string>>>({});
  const read = fields.map((field) => {
    const written = over[field.path];
    const was = valueAt(base, field.path);
    const found = written === undefined ? { value: was } : readField(written, field);
    return { field, was, found };
  });
  const value = read.reduce<Value>(
    (whole, { field, found }) => ('value' in found ? withValue(whole, field.path, found.value) : whole),
    base,
  );
  return {
    value: value as Readonly<Record<string, Value>>,
    changed: read.flatMap(({ field, was, found }) => ('value' in found && !isSame(found.value, was) ? [field] : [])),
    faults: Object.fromEntries(
      read.flatMap(({ field, found }) => ('fault' in found ? [[field.path, sayFault(found.fault)]] : [])),
    ),
    written: (field) => over[field.path] ?? writtenOf(valueAt(base, field.path), field),
    nameOf: ({ path }) => nameOfField(key, path),
    write: (field, written) => setOver({ ...over, [field.path]: written }),
    begin: (again = {}) => setOver(again),
  };
}
