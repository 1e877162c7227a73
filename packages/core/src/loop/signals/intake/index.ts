export { type Posted, type Taken, takePostedSignal } from './take-posted-signal.ts';
export { thinSignals } from './thin-signals.ts';
