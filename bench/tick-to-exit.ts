import { newId } from '@atc/core/kernel/db';
import { MINUTE_MS } from '@atc/core/kernel/time';
import { anchorWorld } from '@atc/core/kernel/world';
import type { OwnCompany } from '@atc/lab-app/company';
import { workOf } from '@atc/workers/fleet';
import { line, percentile, spread } from './figures.ts';
import { RISING_START, type risingMarket } from './rising-market.ts';

const WARM_UP = 40;
const HITS = 160;
const ALLOWED_MS = 25;

/** From a price tick to the committed exit mission and its step, when one of a thousand open positions is hit. */
export async function benchTick(
  company: OwnCompany,
  market: ReturnType<typeof risingMarket>,
  limited: boolean,
): Promise<readonly string[]> {
  const { ctx } = company;
  await openPositions(company);
  const worker = await ctx.queues.work('price_watch', workOf(ctx, 'price_watch'));
  const samples: number[] = [];
  for (let hit = 0; hit < HITS; hit += 1) samples.push(await hitOne(company, market, hit));
  await worker.close(2000);
  const warm = samples.slice(WARM_UP);
  const p99 = percentile(warm, 0.99);
  return [
    line(
      `tick to exit mission, 1 of ${market.contracts().length} positions`,
      `${spread(warm)}${limited ? ` (at most ${ALLOWED_MS} at p99)` : ''}`,
      limited ? p99 <= ALLOWED_MS : null,
    ),
  ];
}

/** Lets the n-th contract fall through its stop; the time until its exit mission is committed, in milliseconds. */
export async function hitOne(
  { ctx }: OwnCompany,
  market: ReturnType<typeof risingMarket>,
  hit: number,
): Promise<number> {
  const contract = `T${hit}_USDT`;
  for (let behind = 0; behind < hit; behind += 1) market.append(contract, { close: 10 });
  market.append(contract, { close: 5 });
  const now = new Date(RISING_START.getTime() + (hit + 1) * MINUTE_MS);
  await anchorWorld(ctx.db, { company: now, horizon: now }, 0);
  await ctx.clock.refresh();
  const wanted = hit + 1;
  const begun = performance.now();
  const tick = { rowId: `tick-${hit}`, nudge: 0 };
  await ctx.queues.nudge('price_watch', [tick]);
  while ((await ctx.db.step.count({ where: { kind: 'close_position' } })) < wanted) {
    if (performance.now() - begun > 20_000) throw new Error(`no exit came for ${contract}`);
    await new Promise((again) => setTimeout(again, 1));
  }
  const elapsed = performance.now() - begun;
  // The next tick comes when this one has been dealt with.
  const isDone = async () => (await ctx.queues.presence('price_watch', [tick]))[0] === 'finished';
  while (!(await isDone())) await new Promise((again) => setTimeout(again, 5));
  return elapsed;
}

/** The n-th contract is hit at the n-th minute; until then its position has seen every bar. */
function watchedSince(contract: string): Date {
  return new Date(
    RISING_START.getTime() + Math.min(HITS, Number(contract.slice(1, contract.indexOf('_')))) * MINUTE_MS,
  );
}

/** Opens a position in every contract; each has a stop that only its own minute's bar hits. */
export async function openPositions({ ctx }: OwnCompany): Promise<void> {
  const account = await ctx.db.account.findFirstOrThrow();
  const instruments = await ctx.db.instrument.findMany();
  const rows = instruments.map((instrument) => ({ instrument, id: newId(), proposalId: newId() }));
  await ctx.db.position.createMany({
    data: rows.map(({ instrument, id, proposalId }) => ({
      id,
      accountId: account.id,
      instrumentId: instrument.id,
      entryProposalId: proposalId,
      status: 'open' as const,
      quantity: 6,
      filledQty: 6,
      entryPrice: 10,
      costBasisUsd: 60,
      entryCostUsd: 60,
      currentPrice: 10,
      highWaterPrice: 10,
      stopLoss: 8,
      takeProfit: 20,
      openedAt: watchedSince(instrument.contract),
      watchedUntil: watchedSince(instrument.contract),
    })),
  });
}
