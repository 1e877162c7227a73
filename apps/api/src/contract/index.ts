export type { EventView } from '../reads/events/view.ts';
export type { Marks, StateTold } from '../reads/marks/view.ts';
export type { Contract, InputOf, OutputOf, Where } from './contract.ts';
