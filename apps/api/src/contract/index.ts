export type { Contract, InputOf, OutputOf, Where } from './contract.ts';
