import { emitEvent } from '../../company/events/index.ts';
import type { Tx } from '../../kernel/db/index.ts';
import { sayCount } from '../../kernel/figures/index.ts';
import { DAY_MS } from '../../kernel/time/index.ts';
import type { Market } from '../../market/index.ts';
import type { DeskContext } from '../context.ts';
import { sayRecord } from '../forecasts/index.ts';
import { calibrate } from './calibrate.ts';
import { judgeForecast } from './judge-forecast.ts';
import type { Calibration, Odds } from './odds.ts';
import { oddsOf, shownBy } from './odds-of.ts';
import { sayOdds } from './say-odds.ts';
import {
  type DueForecast,
  type Fit,
  insertFit,
  listDue,
  listFits,
  listSettled,
  type Settlement,
  settle,
} from './store.ts';

/** What is older says nothing of the market as it is. */
export const RECORD_MS = 60 * DAY_MS;
const BATCH = 500;

/**
 * Settles the forecasts whose day is over by what the market did, and fits the map of every kind on those of the last
 * 60 days. A kind that is shown to earn or to lose for the first time, or no more, is told. Returns how many were
 * settled.
 */
export async function settleForecasts(
  ctx: Pick<DeskContext, 'clock' | 'market'>,
  tx: Tx,
  day: string,
): Promise<number> {
  const now = ctx.clock.now();
  const due = await listDue(tx, now, BATCH);
  if (due.length === 0) return 0;
  await settle(
    tx,
    due.map((one) => settlementOf(ctx.market, one)),
    now,
  );
  const before = await listFits(tx);
  const settled = await listSettled(tx, new Date(now.getTime() - RECORD_MS));
  for (const [kind, forecasts] of Map.groupBy(settled, (one) => one.kind)) {
    const calibration = calibrate(forecasts);
    const shown = shownBy(calibration.whole.edge);
    await insertFit(tx, { kind, day, fittedAt: now, calibration, shown });
    const last = before.find((fit) => fit.kind === kind);
    if (isNews(last, { shown, telling: calibration.telling })) await tell(ctx, tx, { kind, calibration, shown });
  }
  return due.length;
}

function settlementOf(market: Market, { signalId, contract, madeAt, dueAt, ...levels }: DueForecast): Settlement {
  const isListed = market.contracts().some((listed) => listed.contract === contract);
  const bars = isListed ? market.barsClosedBetween(contract, madeAt, dueAt) : [];
  return { signalId, ...(judgeForecast(levels, bars, market.barMs) ?? { paid: null, resultR: null }) };
}

function isNews(last: Fit | undefined, { shown, telling }: { shown: Odds['shown']; telling: boolean }): boolean {
  return (last?.shown ?? null) !== shown || (last?.calibration.telling ?? false) !== telling;
}

interface Fitted {
  readonly kind: string;
  readonly calibration: Calibration;
  readonly shown: Odds['shown'];
}

async function tell(ctx: Pick<DeskContext, 'clock'>, tx: Tx, { kind, calibration, shown }: Fitted): Promise<void> {
  const { base, needs, telling, whole } = calibration;
  const whose = sayRecord(kind);
  const odds = oddsOf({ ...calibration, telling: false }, 0);
  const verdict = { earns: 'are shown to earn', loses: 'are shown to lose', none: 'are not shown to earn or to lose' };
  await emitEvent(ctx, tx, {
    kind: 'forecasts.calibrated',
    title: `Buy signals of ${whose} ${verdict[shown ?? 'none']}: ${sayOdds({ ...odds, telling: true, shown: null })}`,
    summary:
      `${sayCount(whole.of, 'forecast')} of the last 60 days. ` +
      (telling ? 'A higher score pays more often.' : 'Their scores were not shown to tell more than the base rate.'),
    moreTags: shown ? [shown] : [],
    fields: { source: whose, settled: whole.of, paid: whole.paid, base, needs, edgeR: whole.edge.mean, telling, shown },
  });
}
