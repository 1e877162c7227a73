import { type Db, readOne } from '../../../kernel/db/index.ts';
import { nameOf } from '../judgement.ts';
import { readDefinition, sellsItself } from './definition.ts';
import { type FoundPosition, foundNow, listPlayed } from './store.ts';

/** A position that its strategy sells by rules of its own. */
export interface Kept {
  readonly positionId: string;
  readonly contract: string;
  /** The strategy, `trend-majors@3`. */
  readonly by: string;
}

/** Returns the positions that strategies sell by their own rules, for as long as these can be read. */
export async function readKept(db: Db, now: Date): Promise<readonly Kept[]> {
  return keptAmong(db, await readOne(db, foundNow), now);
}

/** Of the positions that strategies found those that they sell by their own rules. */
export async function keptAmong(db: Db, found: readonly FoundPosition[], now: Date): Promise<readonly Kept[]> {
  if (found.length === 0) return [];
  const sellers = (await listPlayed(db, now)).flatMap((one) => {
    const { playable } = readDefinition(one, one.definition);
    return playable && sellsItself(playable.prepared) ? [one] : [];
  });
  return found.flatMap(({ id, contract, strategy, version }) => {
    const seller = sellers.find((one) => one.name === strategy && one.version === version);
    return seller ? [{ positionId: id, contract, by: nameOf(seller) }] : [];
  });
}
