import { placeOrder } from '../../desk/orders/index.ts';
import { openDb } from '../../kernel/db/index.ts';
import { buyWork, orderContext, type Purchase } from './order-context.ts';

/** Where this process stops and says so, to be killed there. */
export type KillPoint = 'intending' | 'sending' | 'taken' | 'unknown' | 'booked';

/** What the process is told on its command line, as JSON. */
export interface KilledOrder {
  readonly databaseUrl: string;
  readonly at: string;
  readonly symbol: string;
  readonly point: KillPoint;
  readonly purchase: Purchase;
}

const { databaseUrl, at, symbol, point, purchase }: KilledOrder = JSON.parse(process.argv[2] ?? '{}');
const { ctx, venue } = orderContext({
  db: openDb(databaseUrl, { connections: 5 }),
  databaseUrl,
  symbols: [symbol],
  at: new Date(at),
});
const work = buyWork(purchase);

function stand(): Promise<never> {
  process.stdout.write(`${point}\n`);
  return new Promise(() => setInterval(() => undefined, 1000));
}

venue.onPlace = async (_, deliver) => {
  if (point === 'sending') return stand();
  const report = await deliver();
  if (point === 'taken') return stand();
  if (point === 'unknown') throw new Error('connection reset');
  return report;
};
venue.onStatus = (_, ask) => (point === 'unknown' ? stand() : ask());

await placeOrder(ctx, {
  ...work,
  intend: async (tx, leg) => {
    const intent = await work.intend(tx, leg);
    return point === 'intending' ? stand() : intent;
  },
});
if (point === 'booked') await stand();
