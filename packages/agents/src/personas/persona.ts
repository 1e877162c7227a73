import type { AgentId } from '@atc/core/company/roster';

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
}
