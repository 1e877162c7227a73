import type { EventPosition } from '@atc/core/company/events';

/** Whether one place in the stream of events lies after another: by transaction, then by id. */
export function isAfter(a: EventPosition, b: EventPosition): boolean {
  const [left, right] = [BigInt(a.tx), BigInt(b.tx)];
  return left === right ? a.id > b.id : left > right;
}
