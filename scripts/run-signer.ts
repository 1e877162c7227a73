import { loadConfig } from '@atc/core/kernel/config';
import { hearEnd, untilEnd } from '@atc/core/kernel/ending';
import { demandWalletTools, venues } from '@atc/venues/registry';
import { orExplain, say } from './with-stack.ts';

const HOST = '127.0.0.1';

// The wallet's signer in a process of its own: it alone holds the key, judges what it signs and keeps the day's limit.
await orExplain(async () => {
  const end = hearEnd();
  const tools = await demandWalletTools();
  const { address, url, dailyUsd, close } = await tools.serve(loadConfig(venues), HOST);
  say(`${address} signs at ${url}, at most ${dailyUsd} USD a day. Ctrl-C stops it.`);
  await untilEnd(end);
  await close();
});
