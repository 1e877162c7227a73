import type { VenueTwin } from '../../house/index.ts';
import { topstepxChaos } from './chaos.ts';
import { rehearseTopstepx } from './rehearse.ts';

/** TopstepX on this machine. */
export const topstepxTwin: VenueTwin = { takesBrackets: true, rehearse: rehearseTopstepx, chaos: topstepxChaos };
