export { isProcessName, type ProcessName, processNames } from '../processes.ts';
export { type RunningProcess, runProcesses } from '../run-process.ts';
