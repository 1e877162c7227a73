export { hearVenues } from './account/hear-venues.ts';
export { reconcileHoldings } from './account/reconcile-holdings.ts';
export { reconcileOrders } from './call/reconcile-orders.ts';
export { clientOrderId } from './intent/client-order-id.ts';
export {
  type Intent,
  isFinal,
  isResting,
  type Order,
  orderMachine,
  type Placement,
  type Refusal,
  type Wait,
} from './order.ts';
export { type OrderWork, placeOrder } from './place-order.ts';
export { keepStops } from './stops/keep-stops.ts';
