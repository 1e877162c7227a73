import { emitEvent } from '@atc/core/company/events';
import { policiesNow } from '@atc/core/company/policies';
import { barIntervals } from '@atc/core/desk/strategies';
import { readTogether, type Tx } from '@atc/core/kernel/db';
import { errorText } from '@atc/core/kernel/errors';
import {
  foundNow,
  holdLooks,
  listIntervals,
  listPlayed,
  noteJudged,
  type Played,
  setLooks,
} from '@atc/core/loop/strategies/play';
import type { AgentContext } from '../../context/index.ts';
import { heldNow } from '../scan/index.ts';
import type { Task } from '../task.ts';
import type { Facts, Look } from './look.ts';
import { lookAt } from './look-at.ts';
import { nextLook } from './next-look.ts';

/**
 * INTEL looks at every promoted strategy, and at every other that still holds something: what it sells is proposed,
 * what it would buy becomes a signal with its plan. Says when it is to look again.
 */
export const playStrategies: Task = async (ctx, request) => {
  const played = await listPlayed(ctx.db, ctx.clock.now());
  const { policies, found, held } = await readTogether(ctx.db, {
    policies: policiesNow,
    found: foundNow,
    held: heldNow,
  });
  const looks: Look[] = [];
  for (const one of played) {
    const look = await tryLook(ctx, one, { request, policies, found, held });
    if (look) looks.push(look);
  }
  const [signals, sold] = [looks.flatMap((look) => look.signals), looks.flatMap((look) => look.sold)];
  const result = { strategies: played.map(({ name, version }) => `${name}@${version}`), signals, sold };
  return { kind: 'succeeded', result, save: (tx) => save(ctx, tx, looks) };
};

/** A strategy that breaks keeps no other from being looked at. */
async function tryLook(ctx: AgentContext, played: Played, facts: Facts): Promise<Look | null> {
  try {
    return await lookAt(ctx, played, facts);
  } catch (error) {
    ctx.log.error({ strategy: played.name, error: errorText(error) }, 'a promoted strategy could not be looked at');
    return null;
  }
}

async function save(ctx: AgentContext, tx: Tx, looks: readonly Look[]): Promise<void> {
  for (const { played, until, fault } of looks) {
    await noteJudged(tx, { id: played.id, until, fault });
    if (fault !== null && fault !== played.fault) await tellUnreadable(ctx, tx, { played, fault });
  }
  // What somebody promotes meanwhile waits, and sets its own turn afterwards.
  await holdLooks(tx);
  const now = ctx.clock.now();
  const intervals = (await listIntervals(tx, now)).map(msOf);
  const [ends, waiting] = [looks.flatMap((look) => look.ends), looks.some((look) => look.waiting)];
  await setLooks(tx, nextLook({ now: now.getTime(), intervals, ends, waiting }));
}

const intervalMs: Readonly<Record<string, number>> = barIntervals;
const msOf = (bars: string | null): number | null => (bars === null ? null : (intervalMs[bars] ?? null));

interface Unreadable {
  readonly played: Played;
  readonly fault: string;
}

async function tellUnreadable(ctx: AgentContext, tx: Tx, { played, fault }: Unreadable): Promise<void> {
  const { name, version } = played;
  await emitEvent(ctx, tx, {
    kind: 'strategy.unreadable',
    title: `${name}@${version} cannot be played: ${fault}`,
    summary: 'It buys nothing. What it holds is looked after like everything else.',
    fields: { strategy: name, version, reason: fault },
  });
}
