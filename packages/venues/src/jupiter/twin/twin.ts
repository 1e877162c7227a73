import type { VenueTwin } from '../../house/index.ts';
import { jupiterChaos } from './chaos.ts';
import { rehearseJupiter } from './rehearse.ts';

/** Jupiter and two nodes of Solana on this machine. */
export const jupiterTwin: VenueTwin = { takesBrackets: false, rehearse: rehearseJupiter, chaos: jupiterChaos };
