import type { StepPayload } from '@atc/core/loop/kinds';

/** Something that a conversation may ask to be done. The table chooses among these, and writes none of its own. */
export interface Option {
  readonly id: string;
  readonly says: string;
  readonly payload: StepPayload<'agent_task'>;
}

const subject = 'company';

/** What conversations about the day and the book may ask for. */
export const options: readonly Option[] = [
  {
    id: 'research',
    says: 'INTEL studies the days behind every token',
    payload: { task: 'research', agentId: 'intel', subject, topic: 'technicals' },
  },
  {
    id: 'review_positions',
    says: 'ATLAS decides on every open position: hold, cut or take part',
    payload: { task: 'review_position', agentId: 'atlas', subject, topic: 'exit_timing' },
  },
  {
    id: 'measure_book',
    says: 'SAGE measures exposure, what the stops would cost, correlation and drawdown',
    payload: { task: 'assess_portfolio', agentId: 'sage', subject, topic: 'drawdown' },
  },
  {
    id: 'review_performance',
    says: 'GROWTH reviews win rate, average winner and average loser',
    payload: { task: 'analyse_outcome', agentId: 'growth', subject, topic: 'win_rate' },
  },
  {
    id: 'check_rules',
    says: 'OBSERVER checks errors, execution and rules of the day',
    payload: { task: 'check_system', agentId: 'observer', subject, topic: 'error_rate' },
  },
];
