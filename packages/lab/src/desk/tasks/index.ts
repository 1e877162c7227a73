export { analyseSignal } from './analyse-signal.ts';
export { planPrices } from './plan-prices.ts';
export { runDeskTask } from './run-desk-task.ts';
