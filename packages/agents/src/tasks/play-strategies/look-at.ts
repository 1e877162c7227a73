import { readPortfolio } from '@atc/core/desk/portfolio';
import { barIntervals } from '@atc/core/desk/strategies';
import { HOUR_MS, MINUTE_MS } from '@atc/core/kernel/time';
import { isPromoted } from '@atc/core/loop/strategies';
import { type Playable, type Played, readDefinition } from '@atc/core/loop/strategies/play';
import type { AgentContext } from '../../context/index.ts';
import { chooseEntries } from './choose-entries.ts';
import { type HandedIn, handIn } from './hand-in.ts';
import type { Facts, Look, Looking } from './look.ts';
import { readViews } from './read-views.ts';
import { endOf, type Sale, salesOf, sellFound } from './sell-found.ts';

/** A bar that closed longer ago is no reason to buy any more. */
const LATE_MS = 10 * MINUTE_MS;

const nothing = { until: null, fault: null, waiting: false, signals: [], sold: [], ends: [] } as const;

/** Looks at a strategy: sells what it says of what it holds, then hands in what it would buy. */
export async function lookAt(ctx: AgentContext, played: Played, facts: Facts): Promise<Look> {
  const { playable, fault } = readDefinition(played, played.definition);
  if (!playable) return { ...nothing, played, fault };
  const now = ctx.clock.now().getTime();
  const barMs = barIntervals[playable.prepared.strategy.bars];
  const closedAt = Math.floor(now / barMs) * barMs;
  const isJudged = played.judgedUntil !== null && played.judgedUntil.getTime() >= closedAt;
  const views = isJudged ? [] : viewsOf(ctx, { ...facts, playable, closedAt });
  const looking: Looking = { ...facts, played, playable, closedAt, views: views ?? [] };
  const sales = salesOf(looking, now);
  for (const sale of sales) await sellFound(ctx, looking, sale);
  const handed = now - closedAt <= LATE_MS ? await enter(ctx, looking, sales) : [];
  return {
    ...{ played, fault: null, waiting: views === null },
    until: isJudged || views === null ? null : new Date(closedAt),
    signals: handed.map(({ id }) => id),
    sold: sales.map(({ position }) => position.id),
    ends: endsOf(looking, handed, now),
  };
}

type Viewed = Facts & { readonly playable: Playable; readonly closedAt: number };

function viewsOf(ctx: AgentContext, { playable, closedAt, found, policies }: Viewed) {
  const held = new Set(found.flatMap((one) => (one.strategy === playable.name ? [one.contract] : [])));
  return readViews(ctx, { playable, closedAt, held, policies });
}

async function enter(ctx: AgentContext, looking: Looking, sales: readonly Sale[]): Promise<readonly HandedIn[]> {
  const { played, playable, found, views } = looking;
  const { state, expected, entriesToday, soldAt } = played;
  if (!isPromoted(state) || !expected) return [];
  const leaving = new Set(sales.map(({ position }) => position.contract));
  const chosen = chooseEntries(views, {
    ...{ limits: playable.prepared.strategy.limits, entriesToday, soldAt, now: ctx.clock.now().getTime() },
    positions: found.filter(({ strategy }) => strategy === played.name).length - sales.length,
    held: new Set([...looking.held].filter((contract) => !leaving.has(contract))),
  });
  if (chosen.length === 0) return [];
  const { equityUsd } = await readPortfolio(ctx.db);
  return handIn(ctx, { looking, expected, chosen, equityUsd: equityUsd.toNumber() });
}

function endsOf({ found, playable }: Looking, handed: readonly HandedIn[], now: number): readonly number[] {
  const own = found.filter(({ strategy }) => strategy === playable.name).flatMap((one) => endOf(one) ?? []);
  return [...own, ...handed.flatMap(({ hours }) => (hours === null ? [] : [now + hours * HOUR_MS]))];
}
