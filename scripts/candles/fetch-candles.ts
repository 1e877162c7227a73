import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { StartError } from '@atc/core/kernel/errors';
import { orExplain, say } from '../with-stack.ts';
import { fileName, folderOf, orderOf, readWish } from './candle-order.ts';
import { openCandles } from './exchange-candles.ts';
import { writeCandles } from './write-candles.ts';

// npm run data:fetch -- binance SOL/USDT 5m 2025-01-01 2025-03-31
//   [--out folder] [--url address instead of the exchange's]
const BAR = 30;
const BACK_OFF_MS = 1000;

await orExplain(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { out: { type: 'string' }, url: { type: 'string' } },
  });
  const wish = readWish(positionals);
  const folder = values.out ?? folderOf(wish);
  const path = join(folder, fileName(wish));
  const url = values.url?.replace(/\/$/, '');
  const source = await openCandles({ id: wish.exchange, url, backOffMs: BACK_OFF_MS });
  const order = orderOf(wish, source.intervals);
  const added = await writeCandles(source, order, { path, progress: showProgress, nowMs: Date.now });
  if (process.stdout.isTTY) say('');
  if (!existsSync(path))
    throw new StartError('no_candles', `${wish.exchange} has no closed candle of ${order.pair} in that span`);
  say(added > 0 ? `${added} candles added to ${path}` : `${path} already holds all that ${wish.exchange} has`);
  say(`replay them with MARKET=replay REPLAY_DIR=${folder} npm start`);
});

function showProgress(share: number, lines: number): void {
  const bar = '█'.repeat(Math.round(share * BAR)).padEnd(BAR, '░');
  if (process.stdout.isTTY) process.stdout.write(`\r${bar} ${Math.round(share * 100)} %, ${lines} candles`);
}
