export type { WorkerContext } from '../context.ts';
export { workOf } from '../jobs.ts';
export { isProcessName, type ProcessName, processes, processNames } from '../processes.ts';
export { type RunningProcess, runProcesses } from '../run-process.ts';
