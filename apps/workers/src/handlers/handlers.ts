import type { StepKind } from '@atc/core/loop/kinds';
import type { Handler } from '../handler.ts';
import { handleAgentTask } from './agent-task.ts';
import { handleAnalyzeSignal } from './analyze-signal.ts';
import { handleCalculateRisk } from './calculate-risk.ts';
import { handleClosePosition } from './close-position.ts';
import { handleExecuteTrade } from './execute-trade.ts';
import { handleMonitorPosition } from './monitor-position.ts';
import { handleRoundtableConversation } from './roundtable-conversation.ts';
import { handleScalePosition } from './scale-position.ts';

export const handlers = {
  analyze_signal: handleAnalyzeSignal,
  calculate_risk: handleCalculateRisk,
  execute_trade: handleExecuteTrade,
  monitor_position: handleMonitorPosition,
  close_position: handleClosePosition,
  scale_position: handleScalePosition,
  roundtable_conversation: handleRoundtableConversation,
  agent_task: handleAgentTask,
} as const satisfies Record<StepKind, Handler>;
