import type { AgentId } from '@atc/core/company/roster';
import type { StepPayload } from '@atc/core/loop/kinds';

/** What an agent may be given to see: the company's own figures, and words of strangers. */
export type Sight = 'figures' | 'outside_text';

/** Who an agent is: how it thinks, how it sounds, and what it must never do. */
export interface Persona {
  readonly id: AgentId;
  readonly name: string;
  readonly title: string;
  readonly role: string;
  readonly personality: string;
  readonly tone: string;
  readonly quirk: string;
  readonly voice: string;
  readonly directive: string;
  readonly hardBans: readonly string[];
  readonly sees: readonly Sight[];
  /** What it can be asked to do alone, and so what it produces beside words and votes. */
  readonly tasks: readonly StepPayload<'agent_task'>['task'][];
}
