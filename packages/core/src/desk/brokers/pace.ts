import { setTimeout as delay } from 'node:timers/promises';

/** At most so many requests in a window of so many milliseconds (machine time). */
export interface Pace {
  readonly requests: number;
  readonly windowMs: number;
}

/** A gate that lets through no more than the pace allows and makes the rest wait their turn; an aborted signal rejects. */
export function paced({ requests, windowMs }: Pace): (signal?: AbortSignal) => Promise<void> {
  const passed: number[] = [];
  let turn: Promise<void> = Promise.resolve();
  const pass = async (signal?: AbortSignal) => {
    signal?.throwIfAborted();
    const oldest = passed.length < requests ? undefined : passed[passed.length - requests];
    const free = oldest === undefined ? 0 : oldest + windowMs;
    // A timer may fire a little early.
    while (performance.now() < free)
      await delay(Math.ceil(free - performance.now()), undefined, signal ? { signal } : {});
    passed.push(performance.now());
    if (passed.length > requests) passed.shift();
  };
  return (signal) => {
    const mine = turn.then(() => pass(signal));
    turn = mine.catch(() => undefined);
    return mine;
  };
}
