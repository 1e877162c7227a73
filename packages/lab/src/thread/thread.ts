import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { answerQuestion } from './answer-question.ts';

const LOWEST = 19;

// On Linux this is the thread's own: what trades comes first.
if (process.platform === 'linux') setPriority(LOWEST);
parentPort?.postMessage(await answerQuestion(workerData));
