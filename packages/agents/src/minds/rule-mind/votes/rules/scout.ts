import type { ReviewBriefing } from '../../../review.ts';
import { concernsOf, DECISIVE, DOUBT, leaves, type Rule, STRONG, whereAtLeast, whereBelow } from '../concern.ts';
import { abstain, type Judgement, weigh } from '../judgement.ts';

export type ScoutTopic =
  | 'no_data'
  | 'costs'
  | 'cheap'
  | 'thin_market'
  | 'quiet_market'
  | 'busy_market'
  | 'drift'
  | 'extended'
  | 'poor_fills'
  | 'good_fills'
  | 'exit_costs'
  | 'exit_path'
  | 'clear';

const PRIOR = -1.2;
const FEWEST_FILLS = 3;

const quiet: Rule<ScoutTopic> = whereBelow('quiet_market', (b) => b.market.hourVolumeRatio, [
  [0.3, STRONG],
  [0.6, DOUBT],
]);

/** What the token's last fills cost on average; null with too few to tell. */
const slippageOf = ({ market: { fills } }: ReviewBriefing): number | null =>
  fills && fills.count >= FEWEST_FILLS ? fills.slippageBps : null;

const entryRules: readonly Rule<ScoutTopic>[] = [
  whereAtLeast('costs', (b) => b.market.roundTripBps, [
    [60, DECISIVE],
    [40, STRONG],
    [33, DOUBT],
  ]),
  whereBelow('cheap', (b) => b.market.roundTripBps, [[24, -0.3]]),
  whereAtLeast('thin_market', (b) => b.market.volumeShare, [
    [0.1, DECISIVE],
    [0.03, STRONG],
    [0.01, DOUBT],
  ]),
  quiet,
  whereAtLeast('busy_market', (b) => b.market.hourVolumeRatio, [[2, -0.4]]),
  whereAtLeast('drift', driftOf, [
    [0.03, DECISIVE],
    [0.015, STRONG],
    [0.0075, DOUBT],
  ]),
  whereAtLeast('extended', (b) => (b.plan.action === 'scale_up' ? b.market.sinceSignalPct : null), [[0.08, DOUBT]]),
  whereAtLeast('poor_fills', slippageOf, [
    [10, STRONG],
    [7, DOUBT],
  ]),
  whereBelow('good_fills', slippageOf, [[3.5, -0.4]]),
];

const exitRules: readonly Rule<ScoutTopic>[] = [
  whereAtLeast('exit_costs', (b) => b.position?.exitCostShare ?? null, [
    [0.25, 2],
    [0.1, DOUBT],
  ]),
  quiet,
];

/** What SCOUT looks at, on buying and on leaving. */
export const scoutRules = { adding: entryRules, leaving: exitRules } as const;

/**
 * SCOUT's vote: whether the trade can be filled near its price, at a cost that leaves an edge, or that leaving saves.
 * Without data about a purchase it abstains.
 */
export function judgeAsScout(briefing: ReviewBriefing): Judgement<ScoutTopic> {
  if (leaves(briefing)) return weigh(PRIOR, concernsOf(exitRules, briefing));
  const { lastPrice, volume1hUsd, roundTripBps } = briefing.market;
  if (lastPrice === null || volume1hUsd === null || roundTripBps === null)
    return abstain([{ topic: 'no_data', weight: DOUBT }]);
  return weigh(PRIOR, concernsOf(entryRules, briefing));
}

/** How far the price moved since the plan or, for an entry, since the signal, whichever is more. */
function driftOf({ plan, market }: ReviewBriefing): number | null {
  const moves = [market.driftPct, plan.action === 'entry' ? market.sinceSignalPct : null];
  const known = moves.flatMap((move) => (move === null ? [] : [Math.abs(move)]));
  return known.length === 0 ? null : Math.max(...known);
}
