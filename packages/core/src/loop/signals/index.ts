export { adoptSignals } from './adopt-signals.ts';
export { analyzeSignal } from './analyze-signal.ts';
export { type Assessment, assessSignal, type Chart, type EvidenceItem, type SignalFacts } from './confidence.ts';
export { type Posted, type Taken, takePostedSignal, thinSignals } from './intake/index.ts';
export { readChart } from './read-chart.ts';
export { recordSignal } from './record-signal.ts';
export { scanBars, scanCandles } from './scanner.ts';
export { type PostedSignal, postedSignal, type RecordedSignal, type SignalInput, WORTH_EVALUATING } from './signal.ts';
export { claimSignal, findSignal, isClaimable, type StoredSignal } from './store.ts';
