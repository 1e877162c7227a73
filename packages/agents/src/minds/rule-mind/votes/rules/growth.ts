import type { ForetoldRecord, ReviewBriefing, TradeRecord } from '../../../review.ts';
import { concernsOf, DOUBT, leaves, type Rule, STRONG, whereAtLeast, whereBelow } from '../concern.ts';
import { abstain, type Judgement, weigh } from '../judgement.ts';

export type GrowthTopic =
  | 'too_few'
  | 'setup_loses'
  | 'setup_earns'
  | 'token_loses'
  | 'token_earns'
  | 'poor_hour'
  | 'good_hour'
  | 'token_record'
  | 'source_record'
  | 'source_wins'
  | 'poor_sells'
  | 'good_sells'
  | 'clear';

const PRIOR = -0.6;
const EXIT_PRIOR = -0.8;
const FEWEST_FORETOLD = 12;
const FEWEST_TRADES = 3;
const FEWEST_SELLS = 5;

/** The mean result in R; null with too few to tell. */
const meanOf = ({ of, meanR }: ForetoldRecord): number | null => (of >= FEWEST_FORETOLD ? meanR : null);

/** How much better these hours of the day were than all; null with too few to tell. */
function hourEdge({ record: { foretold } }: ReviewBriefing): number | null {
  const hour = meanOf(foretold.hour);
  return hour === null ? null : hour - foretold.all.meanR;
}

const winRate = ({ trades, wins }: TradeRecord): number | null => (trades >= FEWEST_TRADES ? wins / trades : null);

const entryRules: readonly Rule<GrowthTopic>[] = [
  whereBelow('setup_loses', (b) => meanOf(b.record.foretold.setup), [
    [-0.2, STRONG],
    [-0.08, DOUBT],
  ]),
  whereAtLeast('setup_earns', (b) => meanOf(b.record.foretold.setup), [
    [0.15, -1],
    [0.03, -0.6],
  ]),
  whereBelow('token_loses', (b) => meanOf(b.record.foretold.token), [[-0.2, DOUBT]]),
  whereAtLeast('token_earns', (b) => meanOf(b.record.foretold.token), [[0.1, -0.6]]),
  whereBelow('poor_hour', (b) => hourEdge(b), [[-0.1, DOUBT]]),
  whereAtLeast('good_hour', (b) => hourEdge(b), [[0.1, -0.5]]),
  whereBelow('token_record', (b) => winRate(b.record.token), [[0.2, 0.5]]),
  whereBelow('source_record', (b) => winRate(b.record.source), [[0.15, DOUBT]]),
  whereAtLeast('source_wins', (b) => winRate(b.record.source), [[0.4, -0.6]]),
];

/** In how many of ten the price had fallen a day after a sell signal of the source; null with too few to tell. */
const fellShare = ({ record: { sells } }: ReviewBriefing): number | null =>
  sells.of >= FEWEST_SELLS ? sells.fell / sells.of : null;

const exitRules: readonly Rule<GrowthTopic>[] = [
  whereBelow('poor_sells', (b) => fellShare(b), [
    [0.35, STRONG],
    [0.5, DOUBT],
  ]),
  whereAtLeast('good_sells', (b) => fellShare(b), [[0.6, -0.6]]),
];

/** What GROWTH looks at, on buying and on leaving. */
export const growthRules = { adding: entryRules, leaving: exitRules } as const;

/**
 * GROWTH's vote: what the record of setup, token and hour says, and on leaving that of the source's sell signals. With
 * too little on record it abstains.
 */
export function judgeAsGrowth(briefing: ReviewBriefing): Judgement<GrowthTopic> {
  if (leaves(briefing)) return weigh(EXIT_PRIOR, concernsOf(exitRules, briefing));
  const { company, foretold } = briefing.record;
  if (company.trades < FEWEST_TRADES && foretold.all.of < FEWEST_FORETOLD)
    return abstain([{ topic: 'too_few', weight: DOUBT }]);
  return weigh(PRIOR, concernsOf(entryRules, briefing));
}
