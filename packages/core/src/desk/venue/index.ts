export {
  askAgain,
  askVenue,
  passDoor,
  type Said,
  type VenueAnswer,
  VenueBusyError,
  type VenueLine,
  type VenueRequest,
} from './ask-venue.ts';
export {
  type AccountStatement,
  type Broker,
  type Hearer,
  isLimited,
  type NewsAbout,
  type OrderBody,
  type RestingStops,
  type VenueFill,
  type VenueReport,
  type VenueStatus,
  VenueUnknownError,
  type WishAnswer,
} from './broker.ts';
export { type Check, check, checkLine, mayGoLive } from './check.ts';
export { type FillToBook, fillsSince } from './cumulative.ts';
export type { BrokerContext, CheckedAccount, LiveQuestion, LiveVenue } from './live-venue.ts';
export { moneyFault } from './money.ts';
export { type Pace, paced } from './pace/pace.ts';
export { placeOnce, type Refused, type Sent } from './place-once.ts';
export { type NotFoundMemory, settledAbsence } from './settled-absence.ts';
export { carriedStop, stopFault, tightened, unheldStop } from './stops.ts';
export type { Hosting, Venue, VenueMarket } from './venue.ts';
