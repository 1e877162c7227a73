import { DAY_MS, MINUTE_MS } from '@atc/core/kernel/time';
import type { ListedContract } from '@atc/core/market';
import { z } from 'zod';
import { endpoint, invalid, missing, moment, ok } from '../../http/index.ts';
import { instant, show } from '../../reads/view.ts';

const MOST = 1000;
/** Bars of the market that one answer may be made of. */
const MOST_READ = 50_000;
const MINUTES_A_DAY = DAY_MS / MINUTE_MS;

const candleView = z
  .object({
    openAt: instant,
    open: z.number(),
    high: z.number(),
    low: z.number(),
    close: z.number(),
    volume: z.number().meta({ description: 'in base units' }),
  })
  .meta({ id: 'Candle' });

const candlesView = z
  .object({
    contract: z.string(),
    symbol: z.string(),
    tick: z.string().meta({ description: 'the step between two prices' }),
    minutes: z.int(),
    items: z.array(candleView).meta({ description: 'closed ones, oldest first; figures of the market are numbers' }),
  })
  .meta({ id: 'Candles' });

const whole = (least: number, most: number) => z.coerce.number<number | string>().int().min(least).max(most);

const wanted = z
  .strictObject({
    token: z.string().trim().min(1).max(64).optional().meta({ description: 'a symbol' }),
    contract: z.string().trim().min(1).max(64).optional(),
    minutes: whole(1, MINUTES_A_DAY).default(5),
    count: whole(1, MOST).default(200),
    to: moment.optional().meta({ description: 'company time; the last one closed by then' }),
  })
  .refine(({ token, contract }) => (token === undefined) !== (contract === undefined), {
    message: 'name a token or a contract',
    path: ['contract'],
  });

export const showCandles = endpoint({
  summary: 'Closed bars of a token, oldest first, up to now or to an earlier time of the company',
  input: z.object({ query: wanted }),
  response: candlesView,
  handle: async ({ market, clock }, { query: { minutes, count, ...query } }) => {
    const listed = market.contracts().find(isMeant(query));
    if (!listed) return missing('token in this market');
    const intervalMs = minutes * MINUTE_MS;
    const per = intervalMs / market.barMs;
    if (!Number.isInteger(per))
      return invalid([
        { path: 'minutes', message: `bars of this market are made of ${market.barMs / MINUTE_MS} minutes` },
      ]);
    const now = clock.now();
    const to = query.to === undefined ? now : new Date(Math.min(Date.parse(query.to), now.getTime()));
    const most = Math.min(count, Math.floor(MOST_READ / per));
    const bars = market.bars(listed.contract, { intervalMs, count: most }, to);
    const { contract, symbol, tick } = listed;
    const items = bars.map((bar) => ({ ...bar, openAt: new Date(bar.openAt) }));
    return ok(show(candlesView, { contract, symbol, tick, minutes, items }));
  },
});

function isMeant({ token, contract }: { readonly token?: string | undefined; readonly contract?: string | undefined }) {
  return (listed: ListedContract) =>
    contract === undefined ? listed.symbol === token?.toUpperCase() : listed.contract === contract;
}
