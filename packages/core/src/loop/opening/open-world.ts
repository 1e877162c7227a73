import { insertPolicy, listPolicies, readPolicies } from '../../company/policies/index.ts';
import { accountOf, openAccount } from '../../desk/accounts/index.ts';
import { PAPER_PLACE, type TradingPlace, upsertListedInstruments } from '../../desk/instruments/index.ts';
import type { Config } from '../../kernel/config/index.ts';
import { type BaseDb, inTransaction, type Tx } from '../../kernel/db/index.ts';
import { StartError } from '../../kernel/errors/index.ts';
import { createWorld, readWorld, resumeWorld, type World } from '../../kernel/world/index.ts';
import type { Market } from '../../market/index.ts';

export interface WorldSettings extends Pick<Config, 'seed' | 'speed'> {
  /** Where the market's contracts are traded; paper money unless told. */
  readonly place?: TradingPlace;
  /** False lets the time of a world that is there stand as it is: another process moves it. */
  readonly resumes?: boolean;
  /** What its account begins with; the policy's starting capital unless told. */
  readonly startingCapitalUsd?: () => Promise<number>;
}

/**
 * Makes the world of a first start (clock, instruments, universe, account with its starting capital) or goes on with
 * the one there is. Refuses another market, range or seed on existing data. Returns whether the world is new.
 */
export async function openWorld(db: BaseDb, market: Market, settings: WorldSettings): Promise<boolean> {
  const { seed, speed, place = PAPER_PLACE, resumes = true, startingCapitalUsd = () => startingCapital(db) } = settings;
  const known = await readWorld(db);
  if (known) {
    refuseOther(known.world, market, seed);
    await refuseElsewhere(db, place);
    // What a live market lists changes with time.
    if (market.feed) await upsertListedInstruments(db, market.contracts(), place);
    if (resumes) await resumeWorld(db, speed, market.feed ? market.startsAt : null);
    return false;
  }
  const capitalUsd = await startingCapitalUsd();
  const { name, range, startsAt, endsAt } = market;
  // All of it or nothing: a start that fails here can be repaired and made again.
  await inTransaction(db, async (tx) => {
    await upsertListedInstruments(tx, market.contracts(), place);
    await seedUniverse(tx, market);
    await openAccount(tx, { place, startingCapitalUsd: capitalUsd, at: startsAt });
    await createWorld(tx, { market: name, range, seed, speed, startsAt, endsAt });
  });
  return true;
}

function refuseOther(world: World, market: Market, seed: string): void {
  const changed = [
    world.market === market.name ? null : `MARKET was ${world.market} and is now ${market.name}`,
    world.market !== market.name || world.range === market.range
      ? null
      : `the recording or its range changed (was ${world.range}, is ${market.range})`,
    world.seed === seed ? null : `SEED was ${world.seed} and is now ${seed}`,
  ].filter((text) => text !== null);
  if (changed.length > 0)
    throw new StartError(
      'other_world',
      `this data belongs to another world: ${changed.join('; ')}. Go back, give the new world a ` +
        'place of its own (another DATA_DIR, or DATABASE_URL), or forget this one with `npm run ' +
        'reset`',
    );
}

async function refuseElsewhere(db: BaseDb, place: TradingPlace): Promise<void> {
  if (await accountOf(db, place)) return;
  throw new StartError(
    'other_place',
    'this data is of a company that trades elsewhere: paper and real money never share one. Give ' +
      'another DATA_DIR or DATABASE_URL',
  );
}

async function startingCapital(db: BaseDb): Promise<number> {
  const capital = (await readPolicies(db)).values.company?.starting_capital_usd;
  if (capital === undefined)
    throw new StartError('no_policies', 'the policy `company` is missing: run `npm run db:seed`');
  return capital;
}

/** The universe of a new world is what its market lists; one that somebody wrote stays. */
async function seedUniverse(tx: Tx, market: Market): Promise<void> {
  const contracts = market.contracts().map((listed) => listed.contract);
  const written = (await listPolicies(tx)).some((policy) => policy.key === 'universe');
  if (written) return;
  await insertPolicy(tx, {
    key: 'universe',
    value: { contracts },
    changedBy: 'seed',
    reason: 'what the market lists',
    changedAt: market.startsAt,
  });
}
