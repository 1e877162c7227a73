import { setTimeout as delay } from 'node:timers/promises';
import { VenueUnknownError } from '../broker.ts';

/** At most so many requests in a window of so many milliseconds (machine time). */
export interface Pace {
  readonly requests: number;
  readonly windowMs: number;
}

/** What requests to a venue go through. */
export interface Gate {
  /** Waits for its turn; an aborted signal rejects, and so does a rest that is not over. */
  pass(signal?: AbortSignal): Promise<void>;
  /** Lets nobody through for so long (milliseconds): the venue asked for it. */
  rest(ms: number): void;
}

/** A gate that lets through no more than the pace allows and makes the rest wait their turn. */
export function paced({ requests, windowMs }: Pace): Gate {
  const passed: number[] = [];
  let turn: Promise<void> = Promise.resolve();
  let restsUntil = Number.NEGATIVE_INFINITY;
  const pass = async (signal?: AbortSignal) => {
    signal?.throwIfAborted();
    const oldest = passed.length < requests ? undefined : passed[passed.length - requests];
    const free = oldest === undefined ? 0 : oldest + windowMs;
    // A timer may fire a little early.
    while (performance.now() < free)
      await delay(Math.ceil(free - performance.now()), undefined, signal ? { signal } : {});
    const leftMs = restsUntil - performance.now();
    // Whoever waited here would hold the fence meanwhile.
    if (leftMs > 0) throw new VenueUnknownError(`the venue wants rest for ${Math.ceil(leftMs / 1000)} s more`);
    passed.push(performance.now());
    if (passed.length > requests) passed.shift();
  };
  return {
    pass: (signal) => {
      const mine = turn.then(() => pass(signal));
      turn = mine.catch(() => undefined);
      return mine;
    },
    rest: (ms) => {
      restsUntil = Math.max(restsUntil, performance.now() + ms);
    },
  };
}
