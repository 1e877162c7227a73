export type { Broker, OrderBody, VenueFill, VenueReport, VenueStatus } from './broker.ts';
export { type Brokers, openBrokers } from './open-brokers.ts';
export { openPaperBroker, type PaperBroker, type PaperContext } from './paper/paper-broker.ts';
