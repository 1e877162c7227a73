import type { QueueName } from '@atc/core/loop/kinds';

/** Every process of the fleet and the queues it works. One process may play all of them. */
export const processes = {
  'signal-analyzer': ['analyze_signal'],
  'risk-calculator': ['calculate_risk'],
  'trade-executor': ['execute_trade', 'close_position', 'scale_position'],
  'position-monitor': ['monitor_position', 'price_watch'],
  'roundtable-worker': ['roundtable_conversation', 'turns'],
  'initiative-worker': ['initiative', 'agent_task'],
  heartbeat: ['heartbeat', 'proactive', 'events'],
} as const satisfies Record<string, readonly QueueName[]>;

export type ProcessName = keyof typeof processes;

export const processNames = Object.keys(processes).filter(isProcessName);

/** Whether a text names a process of the fleet. */
export function isProcessName(name: string): name is ProcessName {
  return Object.hasOwn(processes, name);
}

/** The process that drives company time and sweeps; exactly one runs in the fleet. */
export const CLOCK_KEEPER: ProcessName = 'heartbeat';

/** The process that follows watched wallets on the chain. */
export const WALLET_KEEPER: ProcessName = 'signal-analyzer';

/** The process that asks venues about orders whose end it has not seen. */
export const ORDER_KEEPER: ProcessName = 'trade-executor';
