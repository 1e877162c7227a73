import type { VenueTwin } from '../../house/index.ts';
import { exchangeChaos } from './chaos.ts';
import { rehearseExchange } from './rehearse.ts';

/** An exchange on this machine. */
export const exchangeTwin: VenueTwin = { takesBrackets: false, rehearse: rehearseExchange, chaos: exchangeChaos };
