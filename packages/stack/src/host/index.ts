export { demandPort, freePort } from './free-port.ts';
export { holdFolder, refuseCompany } from './hold-folder.ts';
export { isNoted, type Note, readNote, writeNote } from './note.ts';
export { oneAtATime } from './one-at-a-time.ts';
export { isAlive } from './process-alive.ts';
export { type RunAs, runProgram } from './run-program.ts';
export type { Say, SharedServer } from './server.ts';
export { waitFor } from './wait-for.ts';
export { refuseWithdrawn, Withdrawn } from './withdrawn.ts';
