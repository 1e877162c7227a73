import type { Config } from '../../kernel/config/index.ts';
import type { BaseDb } from '../../kernel/db/index.ts';
import { InvariantError, StartError } from '../../kernel/errors/index.ts';
import type { Market } from '../../market/index.ts';
import { accountOf } from '../accounts/index.ts';
import { checkLine, mayGoLive, type Venue } from '../venue/index.ts';
import { demandVenue, livePlaceOf } from './live/demand-venue.ts';

/**
 * The cash of the account at the live venue: a live account's starting capital. Throws a `StartError` where it cannot
 * be read.
 */
export async function readVenueUsd(config: Config, venues: readonly Venue[]): Promise<number> {
  const { name, open } = demandVenue(config, venues);
  const cash = await (await open(config)).readCashUsd();
  if (!cash) throw new StartError('live', `${name} does not tell what cash the account has`);
  return cash.toNumber();
}

export interface Preflight {
  readonly config: Config;
  readonly venues: readonly Venue[];
  readonly market: Market;
  readonly say: (line: string) => void;
}

/**
 * Looks at everything that trading real money rests on and says each check; throws a `StartError` when one forbids it.
 */
export async function runPreflight(db: BaseDb, { config, venues, market, say }: Preflight): Promise<void> {
  const account = await accountOf(db, livePlaceOf(config, venues));
  if (!account) throw new InvariantError('a live world without its account');
  const venue = await demandVenue(config, venues).open(config);
  const checks = await venue.preflight({ db, market, account, confirmed: config.liveTradingConfirmed });
  for (const check of checks) say(checkLine(check));
  if (!mayGoLive(checks))
    throw new StartError('preflight', 'the preflight forbids to trade real money: see what FAILED');
}
