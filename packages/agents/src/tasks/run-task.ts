import type { AgentContext } from '../context/index.ts';
import { type Persona, personas } from '../personas/index.ts';
import { analyseOutcome } from './analyse-outcome/index.ts';
import { assessPortfolio } from './assess-portfolio/index.ts';
import { checkSystem } from './check-system/index.ts';
import { diagnose } from './diagnose/index.ts';
import { evaluateSignalTask } from './evaluate-signal/index.ts';
import { playStrategies } from './play-strategies/index.ts';
import { preparePlan } from './prepare-plan/index.ts';
import { research } from './research/index.ts';
import { reviewPosition } from './review-position/index.ts';
import { scan } from './scan/index.ts';
import type { Task, TaskEnd, TaskName, TaskRequest } from './task.ts';
import { pauseStrategyTask, proposeStrategy, testStrategy } from './try-strategies/index.ts';

const tasks = {
  scan,
  research,
  prepare_plan: preparePlan,
  evaluate_signal: evaluateSignalTask,
  analyse_outcome: analyseOutcome,
  diagnose,
  review_position: reviewPosition,
  assess_portfolio: assessPortfolio,
  check_system: checkSystem,
  play_strategies: playStrategies,
  test_strategy: testStrategy,
  propose_strategy: proposeStrategy,
  pause_strategy: pauseStrategyTask,
} as const satisfies Record<TaskName, Task>;

/**
 * Lets an agent think alone; safe to run again. What is not among its tasks is refused; a result that says nothing is a
 * failure.
 */
export async function runTask(ctx: AgentContext, request: TaskRequest): Promise<TaskEnd> {
  const { name, tasks: own }: Persona = personas[request.agentId];
  if (!own.includes(request.task)) return { kind: 'failed', reason: `${request.task} is no task of ${name}` };
  const end = await tasks[request.task](ctx, request);
  if (end.kind === 'succeeded' && Object.keys(end.result).length === 0)
    return { kind: 'failed', reason: `${request.task} came to nothing` };
  return end;
}
