import { openWalletSigner } from '@atc/core/desk/brokers/jupiter';
import { serveSigner } from '@atc/core/desk/signer';
import { loadConfig } from '@atc/core/kernel/config';
import { hearEnd, untilEnd } from '@atc/core/kernel/ending';
import { StartError } from '@atc/core/kernel/errors';
import { orExplain, say } from './with-stack.ts';

const HOST = '127.0.0.1';

// The wallet's signer in a process of its own: it alone holds the key, judges what it signs and keeps the day's limit.
await orExplain(async () => {
  const end = hearEnd();
  const config = loadConfig();
  if (!config.serveSigner) throw new StartError('signer', 'SIGNER_TOKEN is needed, at least 32 characters');
  const signer = await openWalletSigner(config);
  const server = await serveSigner({ signer, host: HOST, ...config.serveSigner });
  say(`${signer.address} signs at ${server.url}, at most ${config.wallet.dailyUsd} USD a day. Ctrl-C stops it.`);
  await untilEnd(end);
  await server.close();
});
