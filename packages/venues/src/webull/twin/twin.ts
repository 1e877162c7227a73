import type { VenueTwin } from '../../house/index.ts';
import { webullChaos } from './chaos.ts';
import { rehearseWebull } from './rehearse.ts';

/** Webull on this machine. */
export const webullTwin: VenueTwin = { takesBrackets: false, rehearse: rehearseWebull, chaos: webullChaos };
