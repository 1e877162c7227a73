import type { RehearsedOrder } from './store.ts';

/** What the company and its venue say when a rehearsal ends. */
export interface Books {
  readonly orders: readonly RehearsedOrder[];
  /** Orders the venue took, by our id. */
  readonly accepted: readonly string[];
  /** Contract → quantity. */
  readonly ours: ReadonlyMap<string, string>;
  readonly theirs: ReadonlyMap<string, string>;
}

const OPEN = new Set(['intended', 'submitted', 'unknown', 'partially_filled']);

/** Where the company's books and the venue's disagree, a line each; nothing when they agree. */
export function findingsOf({ orders, accepted, ours, theirs }: Books): readonly string[] {
  const taken = new Set(accepted);
  const known = new Set(orders.map((order) => order.clientOrderId));
  const contracts = new Set([...ours.keys(), ...theirs.keys()]);
  return [
    ...accepted.filter((id) => !known.has(id)).map((id) => `the venue took ${id}, which the company never intended`),
    ...accepted.filter((id, i) => accepted.indexOf(id) !== i).map((id) => `the venue took ${id} twice`),
    ...orders
      .filter((order) => order.filled && !taken.has(order.clientOrderId))
      .map((order) => `the company booked fills of ${order.clientOrderId}, which the venue never took`),
    ...orders
      .filter((order) => OPEN.has(order.status))
      .map((order) => `${order.clientOrderId} is still ${order.status}`),
    ...orders
      .filter((order) => !OPEN.has(order.status) && !order.filled && taken.has(order.clientOrderId))
      .map((order) => `the venue filled ${order.clientOrderId}, which the company holds to be ${order.status}`),
    ...[...contracts]
      .filter((contract) => (ours.get(contract) ?? '0') !== (theirs.get(contract) ?? '0'))
      .map((contract) => `${contract}: we hold ${ours.get(contract) ?? 0}, the venue ${theirs.get(contract) ?? 0}`),
  ];
}
