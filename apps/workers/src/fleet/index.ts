export type { WorkerContext } from '../context.ts';
export { isProcessName, type ProcessName, processNames } from '../processes.ts';
export { type RunningProcess, runProcesses } from '../run-process.ts';
export { workOf } from '../jobs.ts';
export { processes } from '../processes.ts';
