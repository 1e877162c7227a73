export type { Fault, Faults, Injection } from './fault.ts';
export { type LocalVenue, serveVenue, type VenueReply, type VenueRequest } from './serve.ts';
