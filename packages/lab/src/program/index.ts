export { fingerprintProgram, type Played } from './fingerprint-program.ts';
