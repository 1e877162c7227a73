export { runTask } from './run-task.ts';
export type { TaskEnd, TaskName, TaskRequest } from './task.ts';
