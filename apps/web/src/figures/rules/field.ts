/** The JSON Schema of a policy's value, as far as forms need it. */
export interface Schema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly unit?: string;
}

export type FieldKind = 'number' | 'switch' | 'choice' | 'choices' | 'lines' | 'text' | 'json';

/** One thing that a form asks for. */
export interface Field {
  /** Names from the value inwards, joined by dots. */
  readonly path: string;
  readonly kind: FieldKind;
  readonly schema: Schema;
}

/** What a form asks for, of the schema of a value: parts of parts stand beside the others. */
export function fieldsOf(schema: Schema, path = ''): readonly Field[] {
  if (!schema.properties) return [{ path, kind: kindOf(schema), schema }];
  return Object.entries(schema.properties).flatMap(([name, part]) =>
    fieldsOf(part, path === '' ? name : `${path}.${name}`),
  );
}

function kindOf({ type, enum: choices, items }: Schema): FieldKind {
  if (choices) return 'choice';
  if (type === 'boolean') return 'switch';
  if (type === 'number' || type === 'integer') return 'number';
  if (type === 'string') return 'text';
  if (items?.enum) return 'choices';
  return items?.type === 'string' ? 'lines' : 'json';
}

/** A policy's value, or a part of it. */
export type Value = unknown;

const isPart = (value: Value): value is Readonly<Record<string, Value>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a value has at a path; undefined where it has nothing there. */
export function valueAt(value: Value, path: string): Value {
  return path.split('.').reduce<Value>((part, name) => (isPart(part) ? part[name] : undefined), value);
}

/** A value with something else at a path. */
export function withValue(value: Value, path: string, put: Value): Readonly<Record<string, Value>> {
  const [name = '', ...rest] = path.split('.');
  const part = isPart(value) ? value : {};
  return { ...part, [name]: rest.length === 0 ? put : withValue(part[name], rest.join('.'), put) };
}

/** Whether two values are the same. */
export const isSame = (one: Value, other: Value): boolean => JSON.stringify(one) === JSON.stringify(other);
