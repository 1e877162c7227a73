import type { Tx } from '../../kernel/db/index.ts';
import { InvariantError } from '../../kernel/errors/index.ts';
import type { Decimal } from '../../kernel/money/index.ts';
import { type CapTake, mergeTakes } from './cap.ts';
import { type CapState, ensureUsage, type Taking, takeUsage } from './store.ts';

export type CapsTaken =
  | { readonly taken: true }
  | { readonly taken: false; readonly key: string; readonly limit: Decimal; readonly used: Decimal };

/**
 * Checks and takes limits for a proposal, all or none, in one round trip; keys are locked in ascending order so that
 * two admissions never wait for each other. On refusal names the first limit that did not suffice, with what is used.
 */
export async function takeCaps(tx: Tx, { takes, ...taker }: Taking): Promise<CapsTaken> {
  const wanted = { ...taker, takes: mergeTakes(takes) };
  const states = await takeUsage(tx, wanted);
  if (states.length === wanted.takes.length) return answer(wanted.takes, states);
  // The first take of a day, or of a token, ever.
  const keys = wanted.takes.map((take) => take.key);
  const [, made] = await Promise.all([ensureUsage(tx, keys), takeUsage(tx, wanted)]);
  return answer(wanted.takes, made);
}

function answer(wanted: readonly CapTake[], states: readonly CapState[]): CapsTaken {
  if (states.length !== wanted.length) throw new InvariantError('a usage row vanished while its limit was taken');
  const short = states.find((state) => !state.fits);
  const take = short && wanted.find(({ key }) => key === short.key);
  return short && take ? { taken: false, key: short.key, limit: take.limit, used: short.used } : { taken: true };
}
