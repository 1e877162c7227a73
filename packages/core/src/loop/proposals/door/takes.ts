import { demandPolicy, type PolicySet } from '../../../company/policies/index.ts';
import { capKeys } from '../../../desk/caps/index.ts';
import type { SizedEntry } from '../../../desk/entries/index.ts';
import { InvariantError } from '../../../kernel/errors/index.ts';
import { Decimal } from '../../../kernel/money/index.ts';
import { analysisLimit, type GateFacts, MOST_ACTION_ITEMS, otherConversationsLimit } from '../../gates/index.ts';
import { isStrategyTask, type StepDraft, type StepKind } from '../../kinds/index.ts';

/** One conditional take: so much under this key, if usage stays within the limit. */
export interface Take {
  readonly key: string;
  readonly amount: Decimal;
  readonly limit: Decimal;
}

export interface TakeFacts {
  readonly facts: GateFacts;
  readonly policies: PolicySet;
  readonly day: string;
  readonly entry: SizedEntry | null;
  readonly accountId: string | null;
  readonly instrumentId: string | null;
  /** The API key that posted the signal. */
  readonly sender: string | null;
  /** The account's cash, read under a lock. */
  readonly cashUsd: Decimal | null;
}

const ONE = new Decimal(1);

type Taker = (step: StepDraft, facts: TakeFacts) => readonly Take[];

const one = (key: string, limit: number): Take => ({ key, amount: ONE, limit: new Decimal(limit) });

const takers = {
  analyze_signal: (_, input) => (input.facts.strategy ? [] : analysisTakes(input)),
  calculate_risk: () => [],
  execute_trade: (_, input) => {
    const limits = demandPolicy(input.policies, 'trade_limits');
    if (!input.accountId || !input.instrumentId)
      throw new InvariantError('an entry without account or instrument passed its gates');
    return [
      one(capKeys.trades(input.day), limits.max_daily_trades),
      one(capKeys.positions, limits.max_open_positions),
      one(capKeys.token(input.accountId, input.instrumentId), 1),
      ...moneyTakes(input),
    ];
  },
  monitor_position: () => [],
  close_position: () => [],
  scale_position: (step, input) =>
    step.kind === 'scale_position' && step.payload.direction === 'up' ? moneyTakes(input) : [],
  roundtable_conversation: (_, input) => conversationTakes(input),
  agent_task: (step, input) => taskTakes(step.kind === 'agent_task' ? step.payload.task : null, input),
} as const satisfies Record<StepKind, Taker>;

function taskTakes(task: string | null, { policies, facts, day }: TakeFacts): readonly Take[] {
  const isTest = task === 'test_strategy';
  return [
    ...(task === 'play_strategies'
      ? []
      : [one(capKeys.tasks(day), demandPolicy(policies, 'trade_limits').max_daily_agent_tasks)]),
    ...(facts.fromConversation && !isStrategyTask(task) ? [one(capKeys.actionItems(day), MOST_ACTION_ITEMS)] : []),
    ...(isTest ? [one(capKeys.strategyTests(day), demandPolicy(policies, 'strategy_policy').tests_per_day)] : []),
  ];
}

function analysisTakes(input: TakeFacts): readonly Take[] {
  const limit = analysisLimit(demandPolicy(input.policies, 'trade_limits'), input.facts);
  return [one(capKeys.analyses(input.day), limit), ...postedTakes(input)];
}

function postedTakes({ policies, facts, day, sender }: TakeFacts): readonly Take[] {
  if (!facts.posted) return [];
  const limits = demandPolicy(policies, 'trade_limits');
  return [
    one(capKeys.postedAnalyses(day), limits.max_daily_posted_analyses),
    ...(sender ? [one(capKeys.analysesOfSender(day, sender), limits.max_daily_analyses_of_one_sender)] : []),
  ];
}

function conversationTakes({ policies, facts, day }: TakeFacts): readonly Take[] {
  const policy = demandPolicy(policies, 'roundtable_policy');
  const slot = one(capKeys.conversations(day), policy.max_daily_conversations);
  if (facts.mayUseHeldConversations) return [slot];
  return [slot, one(capKeys.otherConversations(day), otherConversationsLimit(policy))];
}

function moneyTakes({ entry, facts, policies, cashUsd }: TakeFacts): readonly Take[] {
  if (!entry || !facts.equityUsd || !cashUsd)
    throw new InvariantError('a purchase without size, equity or cash passed its gates');
  return [
    {
      key: capKeys.riskUsd,
      amount: entry.riskUsd,
      limit: facts.equityUsd.mul(demandPolicy(policies, 'risk_controls').max_portfolio_risk),
    },
    { key: capKeys.cashUsd, amount: entry.sizeUsd, limit: cashUsd },
  ];
}

/** What a proposal reserves of every limit while it lives. */
export function takesOf(steps: readonly StepDraft[], facts: TakeFacts): readonly Take[] {
  return steps.flatMap((step) => takers[step.kind](step, facts));
}
