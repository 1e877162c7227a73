import type { TaskName, TaskRequest } from '@atc/agents/tasks';
import { type Desk, takesPart } from '../state/index.ts';
import { research, scan } from './find-signals.ts';
import { analyseOutcome, checkSystem } from './look-back.ts';
import { measureBook } from './measure-book.ts';
import { evaluateSignalTask, preparePlan } from './plan-signal.ts';
import { reviewPositions } from './review-positions.ts';
import type { DeskTask } from './task.ts';

const tasks = {
  scan,
  research,
  prepare_plan: preparePlan,
  evaluate_signal: evaluateSignalTask,
  analyse_outcome: analyseOutcome,
  // What a loss is put down to moves no trade.
  diagnose: () => true,
  review_position: reviewPositions,
  assess_portfolio: measureBook,
  check_system: checkSystem,
  // No strategy of data is promoted in the desk that is played here.
  play_strategies: () => true,
  test_strategy: () => true,
  propose_strategy: () => true,
  pause_strategy: () => true,
} as const satisfies Record<TaskName, DeskTask>;

/** Lets an agent do a task alone; one that fails gives back its place among the day's tasks. */
export function runDeskTask(desk: Desk, request: TaskRequest): void {
  if (!takesPart(desk, request.agentId)) return;
  if (!tasks[request.task](desk, request)) desk.usage.release(request.proposalId);
}
