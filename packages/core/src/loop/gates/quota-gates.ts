import { demandPolicy } from '../../company/policies/index.ts';
import { checksOf } from './check.ts';
import type { Gate } from './gate.ts';

/** Refuses an analysis over the day's quota; the last ones are kept for held tokens and signals from outside. */
export const gateAnalyzeSignal: Gate = (input) => {
  const { facts, policies } = input;
  const check = checksOf('analyze_signal', input);
  return [
    check('listed', 'universe', () => ({
      open: facts.instrumentListed,
      limit: 'listed',
      observed: String(facts.instrumentListed),
      message: facts.instrumentListed ? 'the token is in the universe' : 'the token is unknown or not in the universe',
    })),
    check('daily_analyses', 'trade_limits', () => {
      const limits = demandPolicy(policies, 'trade_limits');
      const limit = analysisLimit(limits, facts.mayUseKeptAnalyses);
      const kept = limits.max_daily_analyses - limit;
      const rest = kept > 0 ? `, the last ${kept} kept for what is held or posted` : '';
      const message = `analyses today: ${facts.usage.analyses} of ${limits.max_daily_analyses}${rest}`;
      return { open: facts.usage.analyses < limit, limit, observed: facts.usage.analyses, message };
    }),
  ];
};

interface AnalysisLimits {
  readonly max_daily_analyses: number;
  readonly analyses_kept_for_held_and_posted: number;
}

/** How many analyses a day a proposal may find used: all of them, or all but the kept ones. */
export function analysisLimit(limits: AnalysisLimits, mayUseKept: boolean): number {
  return mayUseKept
    ? limits.max_daily_analyses
    : Math.max(0, limits.max_daily_analyses - limits.analyses_kept_for_held_and_posted);
}

/** Refuses a conversation when they are switched off or the day's slots are used. */
export const gateRoundtable: Gate = (input) => {
  const check = checksOf('roundtable_conversation', input);
  const used = input.facts.usage.conversations;
  return [
    check('daily_conversations', 'roundtable_policy', () => {
      const { enabled, max_daily_conversations: limit } = demandPolicy(input.policies, 'roundtable_policy');
      return {
        open: enabled && used < limit,
        limit: enabled ? limit : 0,
        observed: used,
        message: enabled ? `conversations today: ${used} of ${limit}` : 'conversations are switched off',
      };
    }),
  ];
};

/** Refuses an agent's task over the day's quota. */
export const gateAgentTask: Gate = (input) => {
  const used = input.facts.usage.tasks;
  return [
    checksOf('agent_task', input)('daily_agent_tasks', 'trade_limits', () => {
      const limit = demandPolicy(input.policies, 'trade_limits').max_daily_agent_tasks;
      return { open: used < limit, limit, observed: used, message: `agent tasks today: ${used} of ${limit}` };
    }),
  ];
};

/** Always open: these steps only look, compute or protect. */
export const gateOpen: Gate = () => [];
