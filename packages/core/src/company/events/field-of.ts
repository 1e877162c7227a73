import { type EventFields, type EventKind, isEventKind, specOf } from './catalogue.ts';

/** The fields of each kind that says which it has. */
type Known = { [Kind in EventKind]: string extends keyof EventFields<Kind> ? never : EventFields<Kind> }[EventKind];

type NameIn<Fields> = Fields extends unknown ? keyof Fields : never;
type ValueIn<Fields, Name> = Name extends keyof Fields ? Fields[Name] : never;

export type FieldName = NameIn<Known>;
export type FieldValue<Name extends FieldName> = Known extends infer Fields
  ? Fields extends unknown
    ? ValueIn<Fields, Name>
    : never
  : never;

interface Stored {
  readonly kind: string;
  readonly fields: unknown;
}

/**
 * The value of a field of a stored event, as the catalogue types it; null where its kind has no such field, or where an
 * event of older days holds something else there.
 */
export function fieldOf<Name extends FieldName>(event: Stored, name: Name): FieldValue<Name> | null {
  const type = isEventKind(event.kind) ? specOf(event.kind).fields.shape[name] : undefined;
  if (!type || typeof event.fields !== 'object' || event.fields === null) return null;
  const parsed = type.safeParse(Reflect.get(event.fields, name));
  return parsed.success ? (parsed.data as FieldValue<Name>) : null;
}
