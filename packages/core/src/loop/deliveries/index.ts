export { deliverEvent } from './deliver-event.ts';
export { sweepDeliveries } from './sweep-deliveries.ts';
