import { demandPolicy } from '../../../company/policies/index.ts';
import type { GateFacts } from '../gate.ts';
import { declareCheck, onlyWhen } from './check.ts';
import { listedCheck } from './market-checks.ts';
import { quotaCheck } from './quota-check.ts';

const dailyAnalyses = declareCheck({
  name: 'daily_analyses',
  policy: 'trade_limits',
  asks:
    'Fewer analyses than `max_daily_analyses` were accepted today. The last `analyses_kept_for_held_and_posted` ' +
    'of them are kept for held tokens and for signals from outside.',
  says: {
    all: 'analyses today: {used} of {limit}',
    kept: 'analyses today: {used} of {limit}, the last {kept} kept for what is held or posted',
  },
  judge: ({ facts, policies }, say) => {
    const limits = demandPolicy(policies, 'trade_limits');
    const limit = analysisLimit(limits, facts);
    const kept = limits.max_daily_analyses - limit;
    const used = facts.usage.analyses;
    const figures = { used, limit: limits.max_daily_analyses };
    const message = kept > 0 ? say('kept', { ...figures, kept }) : say('all', figures);
    return { open: used < limit, limit, observed: used, message };
  },
});

const postedAnalyses = quotaCheck({
  name: 'posted_analyses',
  policy: 'trade_limits',
  asks: 'Fewer posted signals than `max_daily_posted_analyses` were analysed today.',
  says: 'analyses of posted signals today: {used} of {limit}',
  used: (usage) => usage.postedAnalyses,
  limit: (policies) => demandPolicy(policies, 'trade_limits').max_daily_posted_analyses,
});

const senderAnalyses = quotaCheck({
  name: 'sender_analyses',
  policy: 'trade_limits',
  asks: 'Fewer signals of this key than `max_daily_analyses_of_one_sender` were analysed today.',
  says: 'analyses for this sender today: {used} of {limit}',
  used: (usage) => usage.senderAnalyses,
  limit: (policies) => demandPolicy(policies, 'trade_limits').max_daily_analyses_of_one_sender,
});

/**
 * Refuse an analysis over the day's quota, and what comes from outside over its share of it. What a promoted strategy
 * finds is rated by its own record and uses none of it: its own limits hold.
 */
export const analysisChecks = [
  listedCheck,
  ...onlyWhen({ words: 'unless a promoted strategy found the signal', holds: ({ facts }) => facts.strategy === null }, [
    dailyAnalyses,
  ]),
  ...onlyWhen({ words: 'for signals from outside', holds: ({ facts }) => facts.posted }, [
    postedAnalyses,
    senderAnalyses,
  ]),
];

interface AnalysisLimits {
  readonly max_daily_analyses: number;
  readonly analyses_kept_for_held_and_posted: number;
}

type AnalysisFacts = Pick<GateFacts, 'mayUseKeptAnalyses' | 'usage'>;

/** How many analyses a day a proposal may find used: all of them, or all but those that are still kept for others. */
export function analysisLimit(limits: AnalysisLimits, { mayUseKeptAnalyses, usage }: AnalysisFacts): number {
  const { max_daily_analyses: all, analyses_kept_for_held_and_posted: kept } = limits;
  // What signals from outside have used was kept for them.
  return mayUseKeptAnalyses ? all : Math.max(0, all - Math.max(0, kept - usage.postedAnalyses));
}
