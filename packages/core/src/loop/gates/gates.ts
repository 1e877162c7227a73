import type { StepKind } from '../kinds/index.ts';
import {
  analysisChecks,
  type Check,
  closeChecks,
  entryChecks,
  scaleChecks,
  talkChecks,
  taskChecks,
  verdictOf,
} from './checks/index.ts';
import type { GateInput, Verdict } from './gate.ts';

/** The checks of each step kind. A kind without checks only looks, computes or protects. */
export const gates = {
  analyze_signal: analysisChecks,
  calculate_risk: [],
  execute_trade: entryChecks,
  monitor_position: [],
  close_position: closeChecks,
  scale_position: scaleChecks,
  roundtable_conversation: talkChecks,
  agent_task: taskChecks,
} as const satisfies Record<StepKind, readonly Check[]>;

/** Returns every check of every step, in order. One shut check refuses the whole proposal. */
export function judge(
  steps: readonly GateInput['step'][],
  facts: GateInput['facts'],
  policies: GateInput['policies'],
): readonly Verdict[] {
  return steps.flatMap((step) => judgeStep({ step, facts, policies }));
}

function judgeStep(input: GateInput): readonly Verdict[] {
  const checks: readonly Check[] = gates[input.step.kind];
  return checks
    .filter(({ only }) => only === undefined || only.holds(input))
    .map((check) => verdictOf(input.step.kind, check, input));
}
