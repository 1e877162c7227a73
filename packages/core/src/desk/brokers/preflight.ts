import type { Config } from '../../kernel/config/index.ts';
import type { BaseDb } from '../../kernel/db/index.ts';
import { InvariantError, StartError } from '../../kernel/errors/index.ts';
import { accountOf } from '../accounts/index.ts';
import type { Market } from '../market/index.ts';
import { checkLine, mayGoLive } from './live/check.ts';
import { LIVE_PLACE } from './open-brokers.ts';

/** What the wallet holds in USDC: a live account's starting capital. Throws a `StartError` where it cannot be read. */
export async function readWalletUsd(config: Config): Promise<number> {
  const { openLiveDesk, readWalletCash } = await import('./jupiter/index.ts');
  const cash = await readWalletCash(await openLiveDesk(config));
  if (!cash) throw new StartError('live', 'no node of SOLANA_RPC_URLS tells what the wallet holds');
  return cash.toNumber();
}

export interface Preflight {
  readonly config: Config;
  readonly market: Market;
  readonly say: (line: string) => void;
}

/** Looks at everything that trading real money rests on and says each check; throws a `StartError` when one forbids it. */
export async function runPreflight(db: BaseDb, { config, market, say }: Preflight): Promise<void> {
  const { judgeLive, openLiveDesk, readLiveFacts } = await import('./jupiter/index.ts');
  const account = await accountOf(db, LIVE_PLACE);
  if (!account) throw new InvariantError('a live world without its account');
  const live = await openLiveDesk(config);
  const checks = judgeLive(await readLiveFacts({ db, config, market, live, account }));
  for (const check of checks) say(checkLine(check));
  if (!mayGoLive(checks))
    throw new StartError('preflight', 'the preflight forbids to trade real money: see what FAILED');
}
