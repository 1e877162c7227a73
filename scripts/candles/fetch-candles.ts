import { join } from 'node:path';
import { parseArgs } from 'node:util';
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
  const added = await writeCandles({ url: values.url.replace(/\/$/, ''), backOffMs: 1000 }, order, { path, progress });
  if (process.stdout.isTTY) say('');
  say(added > 0 ? `${added} candles added to ${path}` : `${path} already holds all that the exchange has`);
  say(`replay them with MARKET=replay REPLAY_DIR=${values.out} npm start`);
});
