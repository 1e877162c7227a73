import { demandPolicy } from '../../../company/policies/index.ts';
import { isStrategyTask, type TalkFormat } from '../../kinds/index.ts';
import type { GateInput } from '../gate.ts';
import { declareCheck, onlyWhen } from './check.ts';
import { quotaCheck } from './quota-check.ts';

/** The formats whose daily slots are held from the start of the day. */
export const heldFormats: readonly TalkFormat[] = ['morning_standup', 'post_mortem'];

/** How many conversations a day may have that use no held slot. */
export function otherConversationsLimit({ max_daily_conversations }: { max_daily_conversations: number }): number {
  return Math.max(0, max_daily_conversations - heldFormats.length);
}

const dailyConversations = declareCheck({
  name: 'daily_conversations',
  policy: 'roundtable_policy',
  asks: 'Conversations are `enabled`, and fewer than `max_daily_conversations` were accepted today.',
  says: { used: 'conversations today: {used} of {limit}', off: 'conversations are switched off' },
  judge: ({ facts, policies }, say) => {
    const { enabled, max_daily_conversations: limit } = demandPolicy(policies, 'roundtable_policy');
    const used = facts.usage.conversations;
    return {
      open: enabled && used < limit,
      limit: enabled ? limit : 0,
      observed: used,
      message: enabled ? say('used', { used, limit }) : say('off', {}),
    };
  },
});

const heldConversations = declareCheck({
  name: 'held_conversations',
  policy: 'roundtable_policy',
  asks: 'Two of `max_daily_conversations` are left for the scheduled standup and post-mortem.',
  says: { used: 'conversations besides standup and post-mortem today: {used} of {limit}' },
  judge: ({ facts, policies }, say) => {
    const limit = otherConversationsLimit(demandPolicy(policies, 'roundtable_policy'));
    const used = facts.usage.otherConversations;
    return {
      open: facts.mayUseHeldConversations || used < limit,
      limit,
      observed: used,
      message: say('used', { used, limit }),
    };
  },
});

/** Refuse a conversation when they are switched off or the day's slots are used. */
export const talkChecks = [dailyConversations, heldConversations];

/** Tasks that conversations may ask for in a day. */
export const MOST_ACTION_ITEMS = 3;

const dailyTasks = quotaCheck({
  name: 'daily_agent_tasks',
  policy: 'trade_limits',
  asks: 'Fewer tasks of agents than `max_daily_agent_tasks` were accepted today.',
  says: 'agent tasks today: {used} of {limit}',
  used: ({ tasks }) => tasks,
  limit: (policies) => demandPolicy(policies, 'trade_limits').max_daily_agent_tasks,
});

const dailyActionItems = declareCheck({
  name: 'daily_action_items',
  policy: 'roundtable_policy',
  asks: `Conversations have asked for fewer than ${MOST_ACTION_ITEMS} tasks today, or none has asked for this one.`,
  says: { used: 'action items of conversations today: {used} of {limit}' },
  judge: ({ facts }, say) => ({
    open: !facts.fromConversation || facts.usage.actionItems < MOST_ACTION_ITEMS,
    limit: MOST_ACTION_ITEMS,
    observed: facts.usage.actionItems,
    message: say('used', { used: facts.usage.actionItems, limit: MOST_ACTION_ITEMS }),
  }),
});

const dailyTests = quotaCheck({
  name: 'daily_strategy_tests',
  policy: 'strategy_policy',
  asks: 'Fewer tests of strategies than `tests_per_day` were accepted today.',
  says: 'tests of strategies today: {used} of {limit}',
  used: ({ strategyTests }) => strategyTests,
  limit: (policies) => demandPolicy(policies, 'strategy_policy').tests_per_day,
});

const taskOf = ({ step }: GateInput) => (step.kind === 'agent_task' ? step.payload.task : null);

/**
 * Refuse an agent's task over the day's quota, a fourth one that a conversation wants, and a test of a strategy over
 * its own. Promoted strategies are always looked after: what they hold is sold by their rules.
 */
export const taskChecks = [
  ...onlyWhen(
    {
      words: 'unless INTEL plays the promoted strategies',
      holds: (input) => taskOf(input) !== 'play_strategies',
    },
    [dailyTasks],
  ),
  ...onlyWhen(
    {
      words: 'unless it tests, proposes or pauses a strategy',
      holds: (input) => !isStrategyTask(taskOf(input)),
    },
    [dailyActionItems],
  ),
  ...onlyWhen({ words: 'for a test of a strategy', holds: (input) => taskOf(input) === 'test_strategy' }, [dailyTests]),
];
