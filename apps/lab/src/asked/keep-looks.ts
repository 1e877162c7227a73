import type { Trial } from '@atc/core/loop/trials';
import { codeOf, keepDefinition, keepTrials, type Run, trialsOf } from '@atc/lab/trials';
import type { LabContext } from '../command.ts';
import type { Asked } from './question.ts';

/** Runs that somebody looks at. */
export interface Looking {
  /** What the strategy is; null of one that is code. */
  readonly definition: unknown;
  readonly runs: readonly Run[];
}

/** What the ledger has of some runs. */
export interface Looked {
  /** In their order. */
  readonly trials: readonly Trial[];
  /** Everything that it has. */
  readonly ledger: readonly Trial[];
}

/** Writes runs into the ledger, and what their strategy is beside it. */
export async function keepLooks(
  { folder, options }: Pick<LabContext, 'folder' | 'options'>,
  { recording, program }: Pick<Asked, 'recording' | 'program'>,
  { definition, runs }: Looking,
): Promise<Looked> {
  if (definition !== null) await keepDefinition(folder, definition);
  const look = { by: 'operator', at: new Date(), code: codeOf(program, definition) };
  const { costs, fill } = options;
  const asked = trialsOf(runs, { recording, terms: { costs, fill }, look });
  const { trials: ledger } = await keepTrials(folder, asked);
  const kept = new Map(ledger.map((one) => [one.runId, one]));
  return { trials: asked.map((one) => kept.get(one.runId) ?? one), ledger };
}
