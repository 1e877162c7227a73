import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { StartError } from '@atc/core/kernel/errors';
import { orExplain, say } from '../with-stack.ts';
import { fileName, readOrder } from './candle-order.ts';
import { writeCandles } from './write-candles.ts';

// npm run data:fetch -- SOLUSDT 5m 2025-01-01 2025-03-31 [--out folder] [--url exchange]
const BAR = 30;

await orExplain(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string', default: 'candles' },
      url: { type: 'string', default: 'https://api.binance.com' },
    },
  });
  const order = readOrder(positionals);
  const path = join(values.out, fileName(order));
  const progress = (share: number, lines: number) => {
    const bar = '█'.repeat(Math.round(share * BAR)).padEnd(BAR, '░');
    if (process.stdout.isTTY) process.stdout.write(`\r${bar} ${Math.round(share * 100)} %, ${lines} candles`);
  };
  const exchange = { url: values.url.replace(/\/$/, ''), backOffMs: 1000 };
  const added = await writeCandles(exchange, order, { path, progress, nowMs: Date.now });
  if (process.stdout.isTTY) say('');
  if (!existsSync(path))
    throw new StartError('no_candles', `the exchange has no closed candle of ${order.pair} in that span`);
  say(added > 0 ? `${added} candles added to ${path}` : `${path} already holds all that the exchange has`);
  say(`replay them with MARKET=replay REPLAY_DIR=${values.out} npm start`);
});
