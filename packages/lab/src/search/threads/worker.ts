import { parentPort, workerData } from 'node:worker_threads';
import type { Tape } from '../../strategies/index.ts';
import type { Search } from '../search.ts';
import { variantPlayer } from './variant-player.ts';

/** What a thread is started with. */
export interface WorkerData {
  readonly tape: Tape;
  readonly search: Search;
}

const { tape, search }: WorkerData = workerData;
const play = variantPlayer(tape, search);
parentPort?.on('message', (variants: readonly number[]) => {
  parentPort?.postMessage(variants.map(play));
});
