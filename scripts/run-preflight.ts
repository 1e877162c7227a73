import { prepareWorld } from '@atc/company/world';
import { loadConfig } from '@atc/core/kernel/config';
import { StartError } from '@atc/core/kernel/errors';
import { openMarket } from '@atc/core/loop/opening';
import { upgradeDatabase } from '@atc/stack/backup';
import { venues } from '@atc/venues/registry';
import { orExplain, say, withStack } from './with-stack.ts';

// Looks at everything that live trading rests on and prints each check; trades nothing. The first run makes the
// account.
await orExplain(async () => {
  const config = loadConfig(venues);
  if (config.tradingMode !== 'live')
    throw new StartError('paper', 'TRADING_MODE is paper: there is nothing to look at');
  const market = await openMarket(config, { venues });
  await withStack(config, async ({ databaseUrl }) => {
    await upgradeDatabase(databaseUrl, { ...config, say });
    await prepareWorld(databaseUrl, market, { config, say, resumes: false });
    say('Nothing forbids to trade real money: `npm start` would.');
  });
});
