import type { RehearsedOrder } from './store.ts';

/** What the company and its venue say when a rehearsal ends. */
export interface Books {
  readonly orders: readonly RehearsedOrder[];
  /** Orders the venue filled, by our id. */
  readonly filled: readonly string[];
  /** Contract → quantity. */
  readonly ours: ReadonlyMap<string, string>;
  readonly theirs: ReadonlyMap<string, string>;
}

const OPEN = new Set(['intended', 'submitted', 'unknown', 'partially_filled']);

/** Where the company's books and the venue's disagree, a line each; nothing when they agree. */
export function findingsOf({ orders, filled, ours, theirs }: Books): readonly string[] {
  const done = new Set(filled);
  const known = new Set(orders.map((order) => order.clientOrderId));
  const contracts = new Set([...ours.keys(), ...theirs.keys()]);
  return [
    ...filled.filter((id) => !known.has(id)).map((id) => `the venue filled ${id}, which the company never intended`),
    ...filled.filter((id, i) => filled.indexOf(id) !== i).map((id) => `the venue filled ${id} twice`),
    ...orders
      .filter((order) => order.filled && !done.has(order.clientOrderId))
      .map((order) => `the company booked fills of ${order.clientOrderId}, which the venue never filled`),
    ...orders
      .filter((order) => OPEN.has(order.status) && !order.rests)
      .map((order) => `${order.clientOrderId} is still ${order.status}`),
    ...orders
      .filter((order) => !OPEN.has(order.status) && !order.filled && done.has(order.clientOrderId))
      .map((order) => `the venue filled ${order.clientOrderId}, which the company holds to be ${order.status}`),
    ...[...contracts]
      .filter((contract) => (ours.get(contract) ?? '0') !== (theirs.get(contract) ?? '0'))
      .map((contract) => `${contract}: we hold ${ours.get(contract) ?? 0}, the venue ${theirs.get(contract) ?? 0}`),
  ];
}
