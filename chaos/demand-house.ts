import { InvariantError } from '@atc/core/kernel/errors';
import type { House } from '@atc/venues/house';
import { venues } from '@atc/venues/registry';

/** The venue of a name that a plan gives. */
export function demandHouse(name: string): House {
  const house = venues.find((known) => known.name === name);
  if (!house) throw new InvariantError(`the registry has no venue ${name}`);
  return house;
}
