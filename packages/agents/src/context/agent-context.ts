import type { LoopContext } from '@atc/core/loop';
import type { Minds } from '../minds/index.ts';
import type { Lab } from './lab.ts';

/** What a verb of the agents may use: all that the loop may, who thinks for whom, and the lab. */
export interface AgentContext extends LoopContext {
  readonly minds: Minds;
  /** Absent where no strategy is to be tested. */
  readonly lab?: Lab;
}
