import type { LoopContext } from '@atc/core/loop';
import type { Minds } from '../minds/index.ts';

/** What a verb of the agents may use: all that the loop may, and who thinks for whom. */
export interface AgentContext extends LoopContext {
  readonly minds: Minds;
}
