import { demandPolicy } from '../../company/policies/index.ts';
import type { TalkFormat } from '../kinds/index.ts';
import { checksOf } from './check.ts';
import type { Gate, GateFacts } from './gate.ts';

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
      const limit = analysisLimit(limits, facts);
      const kept = limits.max_daily_analyses - limit;
      const rest = kept > 0 ? `, the last ${kept} kept for what is held or posted` : '';
      const message = `analyses today: ${facts.usage.analyses} of ${limits.max_daily_analyses}${rest}`;
      return { open: facts.usage.analyses < limit, limit, observed: facts.usage.analyses, message };
    }),
    ...(facts.posted ? gatePosted(input) : []),
  ];
};

/** Refuses what comes from outside over its share: the rest is the company's own, and other senders'. */
const gatePosted: Gate = (input) => {
  const check = checksOf('analyze_signal', input);
  const { postedAnalyses: posted, senderAnalyses: ofSender } = input.facts.usage;
  return [
    check('posted_analyses', 'trade_limits', () => {
      const limit = demandPolicy(input.policies, 'trade_limits').max_daily_posted_analyses;
      const message = `analyses of posted signals today: ${posted} of ${limit}`;
      return { open: posted < limit, limit, observed: posted, message };
    }),
    check('sender_analyses', 'trade_limits', () => {
      const limit = demandPolicy(input.policies, 'trade_limits').max_daily_analyses_of_one_sender;
      const message = `analyses for this sender today: ${ofSender} of ${limit}`;
      return { open: ofSender < limit, limit, observed: ofSender, message };
    }),
  ];
};

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

/** The formats whose daily slots are held from the start of the day. */
export const heldFormats: readonly TalkFormat[] = ['morning_standup', 'post_mortem'];

/** How many conversations a day may have that use no held slot. */
export function otherConversationsLimit({ max_daily_conversations }: { max_daily_conversations: number }): number {
  return Math.max(0, max_daily_conversations - heldFormats.length);
}

/** Refuses a conversation when they are switched off or the day's slots are used; two are held for standup and post-mortem. */
export const gateRoundtable: Gate = (input) => {
  const { facts, policies } = input;
  const check = checksOf('roundtable_conversation', input);
  const { conversations, otherConversations } = facts.usage;
  return [
    check('daily_conversations', 'roundtable_policy', () => {
      const { enabled, max_daily_conversations: limit } = demandPolicy(policies, 'roundtable_policy');
      return {
        open: enabled && conversations < limit,
        limit: enabled ? limit : 0,
        observed: conversations,
        message: enabled ? `conversations today: ${conversations} of ${limit}` : 'conversations are switched off',
      };
    }),
    check('held_conversations', 'roundtable_policy', () => {
      const limit = otherConversationsLimit(demandPolicy(policies, 'roundtable_policy'));
      return {
        open: facts.mayUseHeldConversations || otherConversations < limit,
        limit,
        observed: otherConversations,
        message: `conversations besides standup and post-mortem today: ${otherConversations} of ${limit}`,
      };
    }),
  ];
};

/** Tasks that conversations may ask for in a day. */
export const MOST_ACTION_ITEMS = 3;

/** Refuses an agent's task over the day's quota, and a fourth one that a conversation wants. */
export const gateAgentTask: Gate = (input) => {
  const check = checksOf('agent_task', input);
  const { facts, policies } = input;
  const { tasks, actionItems } = facts.usage;
  return [
    check('daily_agent_tasks', 'trade_limits', () => {
      const limit = demandPolicy(policies, 'trade_limits').max_daily_agent_tasks;
      return { open: tasks < limit, limit, observed: tasks, message: `agent tasks today: ${tasks} of ${limit}` };
    }),
    check('daily_action_items', 'roundtable_policy', () => ({
      open: !facts.fromConversation || actionItems < MOST_ACTION_ITEMS,
      limit: MOST_ACTION_ITEMS,
      observed: actionItems,
      message: `action items of conversations today: ${actionItems} of ${MOST_ACTION_ITEMS}`,
    })),
  ];
};

/** Always open: these steps only look, compute or protect. */
export const gateOpen: Gate = () => [];
