export { type CapTake, capKeys, mergeTakes } from './cap.ts';
export { recountCaps } from './recount-caps.ts';
export {
  attachPosition,
  type CapDifference,
  consumeConversationSlot,
  consumeDailySlot,
  readUsage,
  readUsed,
  releaseByPosition,
  releaseByProposal,
  releaseKey,
  reservationsHeld,
  type Shrinking,
  shrinkReservation,
  type Taking,
} from './store.ts';
export { type CapsTaken, takeCaps } from './take-caps.ts';
