import { setTimeout as sleep } from 'node:timers/promises';
import { sendAlarm } from '../../../company/notifications/index.ts';
import type { Fence } from '../../../kernel/db/index.ts';
import { errorText, type StoreFault, storeFaultOf } from '../../../kernel/errors/index.ts';
import type { DeskContext } from '../../context.ts';
import {
  FENCE_WAIT_MS,
  type StateRequest,
  type StateSet,
  setTradingState,
  writeTradingState,
} from './set-trading-state.ts';

/** What became of an operator's word. */
export type Commanded =
  | ({ readonly kind: 'set' } & StateSet)
  /**
   * A change that is not written yet: a halt that cannot be written now, or what the database does not answer. It is
   * written as soon as that is possible. `closed`: this process holds the fence, so that no venue call of any begins.
   */
  | { readonly kind: 'held'; readonly fault: StoreFault; readonly closed: boolean };

interface Hold {
  readonly fault: StoreFault;
  /** Whether the fence was closed; settles with the first try. */
  readonly closed: Promise<boolean>;
  /** Lets go, and settles when it has. */
  drop(): Promise<void>;
}

const RETRY_MS = 500;
/** An operator is answered in this time. */
const ANSWER_MS = FENCE_WAIT_MS + 2000;
const holds = new WeakMap<Fence, Hold>();

/**
 * Sets the trading state as an operator says. A halt that the database does not take is held: the fence stays closed
 * and the state is written once the database takes it, unless another word comes first or this process ends. Throws
 * where another state cannot be written.
 */
export async function commandTradingState(ctx: DeskContext, request: StateRequest): Promise<Commanded> {
  const before = holds.get(ctx.fence);
  if (before && request.state === 'halted') return { kind: 'held', fault: before.fault, closed: await before.closed };
  await before?.drop();
  try {
    const set = await inTime(setTradingState(ctx, request));
    return set ? { kind: 'set', ...set } : { kind: 'held', fault: 'down', closed: false };
  } catch (error) {
    const fault = storeFaultOf(error);
    if (!fault || request.state !== 'halted') throw error;
    const hold = holdHalt(ctx, request, fault);
    return { kind: 'held', fault, closed: await hold.closed };
  }
}

/** What came of a change, or null where the database answers nothing; the change goes on and may come true later. */
async function inTime(change: Promise<StateSet>): Promise<StateSet | null> {
  const late = new AbortController();
  try {
    return await Promise.race([change, sleep(ANSWER_MS, null, { signal: late.signal })]);
  } finally {
    late.abort();
    change.catch(() => undefined);
  }
}

function holdHalt(ctx: DeskContext, request: StateRequest, fault: StoreFault): Hold {
  const dropping = new AbortController();
  const signal = AbortSignal.any([dropping.signal, ctx.fence.closing]);
  const first = Promise.withResolvers<boolean>();
  const ended = keepHalted(ctx, request, { signal, closed: first.resolve }).finally(() => holds.delete(ctx.fence));
  const hold: Hold = {
    fault,
    closed: first.promise,
    drop: () => {
      dropping.abort();
      return ended;
    },
  };
  holds.set(ctx.fence, hold);
  void sendAlarm(ctx, {
    cause: 'halt.held',
    title: `${request.by} halts trading, and the halt cannot be written down`,
    text: 'This process keeps every order from its venue while it runs, and writes the halt as soon as it can.',
  });
  return hold;
}

interface Holding {
  readonly signal: AbortSignal;
  readonly closed: (closed: boolean) => void;
}

/** Closes the fence and tries to write until it is written or dropped; a fence that breaks is closed anew. */
async function keepHalted(ctx: DeskContext, request: StateRequest, { signal, closed }: Holding): Promise<void> {
  while (!signal.aborted) {
    try {
      await ctx.fence.exclusive(FENCE_WAIT_MS, async (alone) => {
        closed(alone);
        await writeInTime(ctx, request, { signal, alone });
      });
      return;
    } catch (error) {
      closed(false);
      ctx.log.debug({ error: errorText(error) }, 'a halt is not written yet');
      await pause(signal);
    }
  }
}

interface Writing {
  readonly signal: AbortSignal;
  readonly alone: boolean;
}

async function writeInTime(ctx: DeskContext, request: StateRequest, { signal, alone }: Writing): Promise<void> {
  while (!signal.aborted) {
    try {
      await writeTradingState(ctx, request, alone);
      return;
    } catch (error) {
      const fault = storeFaultOf(error);
      // Where the database is gone, so is the fence.
      if (fault !== 'read_only' && fault !== 'full') throw error;
      await pause(signal);
    }
  }
}

async function pause(signal: AbortSignal): Promise<void> {
  await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
}
