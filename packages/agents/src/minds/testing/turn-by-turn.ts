import type { Minds } from '../mind.ts';

/** The same minds, whose every turn is a job of its own, as it is with minds that cost something. */
export function turnByTurn(minds: Minds): Minds {
  return { of: (agent) => ({ ...minds.of(agent), free: false }) };
}
