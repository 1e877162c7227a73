import { v5, v7 } from 'uuid';

/** A fresh row id: UUIDv7, so that ids sort by the time they were made. */
export function newId(): string {
  return v7();
}

const KEYED = '0f6d5a52-7f0b-4f1c-9a35-6b7b0c1de7a4';

/** The row id that stands for a key: the same one for the same key (UUIDv5). */
export function idOfKey(key: string): string {
  return v5(key, KEYED);
}
