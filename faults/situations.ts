import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from './faults.ts';
import { PRICE, type Stage } from './stage.ts';

export type Situation = 'a stop to be hit' | 'an exit under way' | 'an entry under way' | 'an operator halts';
export const situations: readonly Situation[] = [
  'a stop to be hit',
  'an exit under way',
  'an entry under way',
  'an operator halts',
];

/** What came of a situation while something failed; times in milliseconds, null for what did not happen. */
export interface Outcome {
  /** From the close of the bar that passed the stop, or from the end of the fault, to the sale's commit. */
  readonly soldMs: number | null;
  /** Whether it was sold while the fault lasted. */
  readonly during: boolean;
  /** From the close of that bar to the first word of it, by webhook or readiness. */
  readonly toldMs: number | null;
  readonly said: string;
  readonly halt: number | null;
}

const FALL = 0.7;
const BAR_MS = 15_000;
/** For how long a fault lasts at the most: the bars that pass the stop close, and what is owed within 15 s of them. */
const LASTS_MS = 50_000;
const SUSPENDED_MS = 20_000;
const LOOK_MS = 250;
const HELD_MS = 10_000;

interface Wait {
  readonly forMs: number;
  readonly holds: () => Promise<boolean>;
}

async function waitFor({ forMs, holds }: Wait): Promise<number | null> {
  const deadline = performance.now() + forMs;
  while (performance.now() < deadline) {
    if (await holds().catch(() => false)) return performance.now();
    await delay(LOOK_MS);
  }
  return null;
}

const statusOf = async (stage: Stage, id: string): Promise<string | undefined> =>
  (await stage.rows<{ status: string }>('SELECT status::text AS status FROM ops_positions WHERE id = $1', [id]))[0]
    ?.status;

const isSold = async (stage: Stage, id: string) => (await statusOf(stage, id)) === 'closed';

/** What readiness says, where it is not all well. */
async function trouble(stage: Stage): Promise<string | null> {
  const { status, text } = await stage.ask('GET', '/readyz').catch(() => ({ status: 0, text: 'nobody answers' }));
  return status === 200 ? null : text;
}

async function hold(stage: Stage): Promise<string> {
  const made = (await stage.order('hold')) as { id: string };
  return made.id;
}

/** Plays a situation under a fault, and lets it end. */
export async function play(stage: Stage, fault: Fault, situation: Situation): Promise<Outcome> {
  await stage.order('price', { usd: PRICE });
  await waitFor({ forMs: 30_000, holds: async () => (await trouble(stage)) === null });
  return {
    'a stop to be hit': stop,
    'an exit under way': exit,
    'an entry under way': entry,
    'an operator halts': halt,
  }[situation](stage, fault);
}

async function stop(stage: Stage, fault: Fault): Promise<Outcome> {
  const id = await hold(stage);
  return fallUnder(stage, fault, { id, act: async () => null });
}

interface Falling {
  readonly id: string;
  /** What an operator does before the price falls; the status of its answer. */
  readonly act: () => Promise<number | null>;
}

async function fallUnder(stage: Stage, fault: Fault, { id, act }: Falling): Promise<Outcome> {
  const fallen = PRICE * FALL + Math.random();
  const before = stage.told.length;
  await fault.begin(stage);
  const acting = act().catch(() => 0);
  const suspended = fault.stop === 'sold after';
  let halted = suspended ? null : await acting;
  const pricing = stage.order('price', { usd: fallen });
  const began = performance.now();
  let said = '';
  let toldAt: number | null = null;
  const isTold = async () => {
    const due = halted === 200 && (await isDue(stage, id)) ? 'the exit is due' : null;
    const alarm = stage.told.slice(before).find(({ title }) => isAlarm(title))?.title;
    // Where it can be written down that the exit is due, nothing less counts.
    const mustBeDue = halted === 200 && fault.halt === 'halts';
    said = due ?? (mustBeDue ? '' : (alarm ?? (await trouble(stage)) ?? ''));
    if (said !== '') toldAt ??= performance.now();
    return said !== '';
  };
  const isOver = async () => {
    const told = await isTold();
    return (await isSold(stage, id)) || (told && (halted === 200 || (fault.stop !== 'sold' && settled(began))));
  };
  if (suspended) await delay(SUSPENDED_MS);
  else await waitFor({ forMs: LASTS_MS, holds: isOver });
  const soldDuring = (await isSold(stage, id)) ? performance.now() : null;
  await fault.end(stage);
  const ended = performance.now();
  await pricing;
  halted ??= await acting;
  // A halt that could not be written is held, and written once it can be.
  if (halted === 503) await waitFor({ forMs: HELD_MS, holds: () => isHalted(stage) });
  if (halted !== null && (await isHalted(stage))) {
    const writes = halted === 200 && fault.halt === 'halts';
    const toldMs = await toldUnderHalt(stage, {
      id,
      heardAt: toldAt,
      from: writes ? barOf(stage, fallen) : ended,
      writes,
    });
    return { soldMs: null, during: false, toldMs, said, halt: halted };
  }
  const soldAfter = soldDuring ?? (await waitFor({ forMs: LASTS_MS, holds: () => isSold(stage, id) }));
  const from = soldDuring === null ? ended : barOf(stage, fallen);
  return {
    soldMs: soldAfter === null ? null : Math.round(soldAfter - from),
    during: soldDuring !== null,
    toldMs: since(toldAt, began),
    said,
    halt: halted,
  };
}

interface Halted {
  readonly id: string;
  /** When the first word of the fault came; null for none. */
  readonly heardAt: number | null;
  readonly from: number;
  /** Whether it could be written all the while that the exit is due. */
  readonly writes: boolean;
}

/** How long it took until it was written that the exit is due; null where nobody was told of the fault before that. */
async function toldUnderHalt(stage: Stage, { id, heardAt, from, writes }: Halted): Promise<number | null> {
  await waitFor({ forMs: LASTS_MS, holds: () => isDue(stage, id) });
  const dueAt = (writes ? heardAt : null) ?? performance.now();
  await wake(stage, id);
  return writes || heardAt !== null ? Math.max(0, Math.round(dueAt - from)) : null;
}

const settled = (began: number) => performance.now() - began > BAR_MS;
const since = (at: number | null, from: number) => (at === null ? null : Math.round(at - from));
/** News of the desk's own trade are no alarm. */
const isAlarm = (title: string) => !/again|bought|sold|closed at|approved|ended:|warns|set trading|Good/i.test(title);

/** When the bar closed in which a price was first seen. */
function barOf(stage: Stage, usd: number): number {
  const seen = stage.seen.get(usd);
  return seen ? seen.atMs + (BAR_MS - (seen.at % BAR_MS)) : performance.now();
}

/** In `halted` nothing is sold: that the stop was passed is written down and told as an event. */
async function isDue(stage: Stage, id: string): Promise<boolean> {
  const due = `
    SELECT 1 FROM ops_agent_events WHERE trade_id = $1 AND kind = 'position.exit_raised' AND title LIKE '%halted%'`;
  return (await stage.rows(due, [id])).length > 0;
}

async function isHalted(stage: Stage): Promise<boolean> {
  const rows = await stage.rows<{ state: string }>('SELECT state::text AS state FROM ops_trading_state');
  return rows[0]?.state === 'halted';
}

/** Lets the desk trade again and sell what is due. */
async function wake(stage: Stage, id: string): Promise<void> {
  await stage.ask('PUT', '/api/trading-state', { state: 'active', reason: 'the fault is over' });
  await waitFor({ forMs: LASTS_MS, holds: () => isSold(stage, id) });
}

async function halt(stage: Stage, fault: Fault): Promise<Outcome> {
  const id = await hold(stage);
  const act = async () =>
    (await stage.ask('PUT', '/api/trading-state', { state: 'halted', reason: 'something fails' })).status;
  return fallUnder(stage, fault, { id, act });
}

async function exit(stage: Stage, fault: Fault): Promise<Outcome> {
  const id = await hold(stage);
  const raised = stage.order('exit', { id }).then(
    () => '',
    (error: Error) => error.message,
  );
  await fault.begin(stage);
  const began = performance.now();
  if (fault.stop === 'sold after') await delay(SUSPENDED_MS);
  else await waitFor({ forMs: fault.stop === 'sold' ? LASTS_MS : BAR_MS, holds: () => isSold(stage, id) });
  await fault.end(stage);
  const refused = await raised;
  // Who is told that nothing was done asks again.
  if (refused !== '') await untilRaised(stage, id);
  const sold = await waitFor({ forMs: LASTS_MS, holds: () => isSold(stage, id) });
  return { soldMs: since(sold, began), during: false, toldMs: null, said: refused, halt: null };
}

async function untilRaised(stage: Stage, id: string): Promise<void> {
  const again = () =>
    stage.order('exit', { id }).then(
      () => true,
      () => false,
    );
  await waitFor({ forMs: LASTS_MS, holds: again });
}

async function entry(stage: Stage, fault: Fault): Promise<Outcome> {
  const entered = stage.order('enter', { symbol: 'BONK' }).catch(() => undefined);
  await fault.begin(stage);
  await delay(BAR_MS);
  await fault.end(stage);
  await entered;
  const open = `SELECT 1 FROM ops_missions WHERE status IN ('approved', 'running')`;
  const ended = await waitFor({ forMs: 90_000, holds: async () => (await stage.rows(open)).length === 0 });
  return { soldMs: null, during: false, toldMs: null, said: ended === null ? 'a mission did not end' : '', halt: null };
}
