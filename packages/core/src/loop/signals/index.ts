export { adoptSignals } from './adopt-signals.ts';
export { analyzeSignal } from './analyze-signal.ts';
export type { Assessment } from './confidence.ts';
export { type Posted, type Taken, takePostedSignal, thinSignals } from './intake/index.ts';
export { readChart } from './read-chart.ts';
export { recordSignal } from './record-signal.ts';
export { scanCandles } from './scanner.ts';
export { type PostedSignal, postedSignal, type RecordedSignal, type SignalInput } from './signal.ts';
export { claimSignal, findSignal, isClaimable, type StoredSignal } from './store.ts';
