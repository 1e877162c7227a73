export type { Nudge } from '../db/index.ts';
export { prepareQueueStore } from './connection.ts';
export { type Around, type Dispatcher, type Job, openDispatcher } from './dispatcher/index.ts';
export type { Restraint } from './keep-open.ts';
export type { QueueLook } from './look/look-at-queues.ts';
export { type OpenQueuesOptions, openQueues } from './open-queues.ts';
export { type JobPresence, jobIdOf, type QueueSpec } from './queue-spec.ts';
export type { Backend, Queues, RunningWorker, Tick, Work } from './queues.ts';
export { reachRedis } from './redis.ts';
