export { type Fault, type Faults, type Injection, openFaults } from './fault.ts';
export { type HubCall, type LocalHub, type LocalHubOptions, openHub, type Pusher } from './hub.ts';
export { type LocalVenue, serveVenue, type VenueReply, type VenueRequest } from './serve.ts';
