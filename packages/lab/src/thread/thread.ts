import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { LabQuestion } from '@atc/agents/context';
import { answerQuestion } from './answer-question.ts';

const LOWEST = 19;

// On Linux this is the thread's own: what trades comes first.
if (process.platform === 'linux') setPriority(LOWEST);

// Nothing is awaited while the module loads: a thread that is ended meanwhile would bring its process down.
parentPort?.once('message', async (question: LabQuestion) => {
  parentPort?.postMessage(await answerQuestion({ world: workerData, question }));
});
