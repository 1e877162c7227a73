import { AsyncLocalStorage } from 'node:async_hooks';
import { v5, v7 } from 'uuid';

const sources = new AsyncLocalStorage<() => string>();

/** A fresh row id: UUIDv7, so that ids sort by the time they were made; inside `withIds` one of its source. */
export function newId(): string {
  const source = sources.getStore();
  return source ? source() : v7();
}

/** A fresh row id by machine time, also inside `withIds`: for rows that are found by when they were made. */
export function machineId(): string {
  return v7();
}

/** Does work whose new ids come from a source, so that they can be repeated. */
export function withIds<T>(source: () => string, work: () => T): T {
  return sources.run(source, work);
}

export interface IdSource {
  /** The time that ids are made at: their first 48 bits. */
  readonly now: () => Date;
  /** What no other source of these rows has, larger than that of every earlier one. */
  readonly era: number;
}

const COUNTER_BITS = 44n;
const LOW_BITS = 62n;
const LOW = (1n << LOW_BITS) - 1n;
const VARIANT = 0b10n << LOW_BITS;

/**
 * A source of UUIDv7 that are the same whenever the same work is done: time, era and a counter, in which order they
 * sort.
 */
export function countedIds({ now, era }: IdSource): () => string {
  let made = 0;
  return () => {
    made += 1;
    const after = (BigInt(era) << COUNTER_BITS) | BigInt(made);
    const time = hex(now().getTime(), 12);
    const low = hex(VARIANT | (after & LOW), 16);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(after >> LOW_BITS, 3)}-${low.slice(0, 4)}-${low.slice(4)}`;
  };
}

const hex = (value: bigint | number, digits: number): string => value.toString(16).padStart(digits, '0');

const KEYED = '0f6d5a52-7f0b-4f1c-9a35-6b7b0c1de7a4';

/** The row id that stands for a key: the same one for the same key (UUIDv5). */
export function idOfKey(key: string): string {
  return v5(key, KEYED);
}
