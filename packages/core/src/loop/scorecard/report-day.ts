import { type EventDraft, emitEvent } from '../../company/events/index.ts';
import { readPolicies } from '../../company/policies/index.ts';
import type { DeskContext } from '../../desk/context.ts';
import { inTransaction } from '../../kernel/db/index.ts';
import { sayCount, sayPct, sayUsd } from '../../kernel/figures/index.ts';
import { dayBefore, dayOf } from '../../kernel/time/index.ts';
import { type DayBooks, readDayBooks, takeReport } from './report-store.ts';

/** Tells how the company's last day went, once, as soon as it has ended; a day before the company began is not told. */
export async function reportDay(ctx: DeskContext): Promise<void> {
  const { values } = await readPolicies(ctx.db);
  const timeZone = values.company?.timezone ?? 'UTC';
  const now = ctx.clock.now();
  await inTransaction(ctx.db, async (tx) => {
    const day = dayBefore(dayOf(now, timeZone));
    if (!(await takeReport(tx, { day, now }))) return;
    const books = await readDayBooks(tx, { day, timeZone });
    if (books) await emitEvent(ctx, tx, reportOf(day, books));
  });
}

function reportOf(day: string, books: DayBooks): EventDraft<'day.ended'> {
  const { equityUsd, pnlUsd, trades, wins, losses, feesUsd, openPositions, drawdown } = books;
  const began = equityUsd.sub(pnlUsd);
  const change = began.isZero() ? '' : `, ${sayPct(pnlUsd.div(began).toNumber())}`;
  return {
    kind: 'day.ended',
    title: `${day} ended at ${sayUsd(equityUsd)}${change}`,
    summary:
      `${sayCount(trades, 'trade')} closed, ${wins} won and ${losses} lost, fees ${sayUsd(feesUsd)}; ` +
      `${sayCount(openPositions, 'position is', 'positions are')} open; equity is ` +
      `${sayPct(-drawdown)} from its highest.`,
    pnl: pnlUsd.toFixed(),
    fields: {
      ...{ day, trades, wins, losses, openPositions, drawdown },
      equityUsd: equityUsd.toFixed(),
      pnlUsd: pnlUsd.toFixed(),
      feesUsd: feesUsd.toFixed(),
    },
  };
}
