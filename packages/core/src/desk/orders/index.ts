export { hearVenues } from './account/hear-venues.ts';
export { type HoldingsReconciled, reconcileHoldings } from './account/reconcile-holdings.ts';
export { clientOrderId } from './intent/client-order-id.ts';
export {
  type Intent,
  isFinal,
  isResting,
  mayFollow,
  type Order,
  type OrderStatus,
  orderMachine,
  type Placement,
  type Refusal,
  type Wait,
} from './order.ts';
export { type OrderWork, placeOrder } from './place-order.ts';
export { type Reconciled, reconcileOrder, reconcileOrders } from './reconcile-orders.ts';
export type { HoldingDifference } from './recovery.ts';
export { keepStops } from './stops/keep-stops.ts';
export { findOrder } from './store.ts';
