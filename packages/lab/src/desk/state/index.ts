export { heldBeside, lateTally, portfolioOf } from './books.ts';
export {
  type Desk,
  dayOfDesk,
  findOpen,
  heldContracts,
  isWithout,
  newId,
  openDesk,
  takeCooldown,
  takesPart,
  tell,
  wallOfDesk,
} from './desk.ts';
export type { DeskForecast, Forecasts } from './forecasts.ts';
export type { DeskSettings, Part } from './settings.ts';
export type { Signal, SignalDraft } from './signal.ts';
export type { Ballot, Proposal, Told, Work } from './work.ts';
