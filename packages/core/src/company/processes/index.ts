export { noteProcess } from './note-process.ts';
export { type LiveProcess, listProcesses } from './store.ts';
