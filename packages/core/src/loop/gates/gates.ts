import type { StepKind } from '../kinds/index.ts';
import { gateExecuteTrade } from './execute-trade.ts';
import type { Gate, GateFacts, GateInput, Verdict } from './gate.ts';
import { gateClosePosition, gateScalePosition } from './position-gates.ts';
import { gateAgentTask, gateAnalyzeSignal, gateOpen, gateRoundtable } from './quota-gates.ts';

const gates = {
  analyze_signal: gateAnalyzeSignal,
  calculate_risk: gateOpen,
  execute_trade: gateExecuteTrade,
  monitor_position: gateOpen,
  close_position: gateClosePosition,
  scale_position: gateScalePosition,
  roundtable_conversation: gateRoundtable,
  agent_task: gateAgentTask,
} as const satisfies Record<StepKind, Gate>;

/** Every check of every step, in order. One shut check refuses the whole proposal. */
export function judge(
  steps: readonly GateInput['step'][],
  facts: GateFacts,
  policies: GateInput['policies'],
): readonly Verdict[] {
  return steps.flatMap((step) => gates[step.kind]({ step, facts, policies }));
}
