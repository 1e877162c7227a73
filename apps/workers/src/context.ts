import type { AgentContext } from '@atc/agents/context';
import type { WorldClock } from '@atc/core/kernel/world';

/** What every worker of the fleet may use. */
export interface WorkerContext extends AgentContext {
  readonly clock: WorldClock;
  /** How this process is called in rows and logs. */
  readonly worker: string;
}
