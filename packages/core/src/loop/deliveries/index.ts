export { deliverEvent } from './deliver-event.ts';
export { anyPending, deliverPending } from './deliver-pending.ts';
export { sweepDeliveries } from './sweep-deliveries.ts';
