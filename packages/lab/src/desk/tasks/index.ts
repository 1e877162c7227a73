export { analyseSignal } from './analyse-signal.ts';
export { runDeskTask } from './run-desk-task.ts';
