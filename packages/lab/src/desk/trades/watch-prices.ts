import { seenBy, triggeredBy } from '@atc/core/desk/watch';
import { plain } from '@atc/core/kernel/money';
import { HOUR_MS } from '@atc/core/kernel/time';
import { markAt, openPctOf, type Position, seenUntil } from '../../engine/index.ts';
import { submitDraft } from '../door/index.ts';
import { type Desk, tell } from '../state/index.ts';
import { draftProtection } from './exit-draft.ts';
import { guardBooks } from './guard-books.ts';

const AT_RISK_PCT = -0.2;

/** Looks at the bars that have just closed: raises what they hit, then marks what is held and guards the books. */
export function watchPrices(desk: Desk): void {
  const { positions } = desk.account;
  if (positions.length > 0) {
    const seen = positions.flatMap((position) => barOf(desk, position) ?? []);
    for (const look of seen) raiseExit(desk, look);
    for (const look of seen) mark(desk, look);
    guardBooks(desk);
  }
  if (desk.now.getTime() % HOUR_MS === 0) desk.history.note(desk.account, desk.now);
}

interface Look {
  readonly position: Position;
  readonly bar: Parameters<typeof seenBy>[0];
}

/** The bar of a position that closed at this instant; null where none did. */
function barOf({ world, now }: Desk, position: Position): Look | null {
  const { market } = world;
  const [bar] = market.barsClosedBetween(position.contract, new Date(now.getTime() - market.barMs), now);
  return bar && bar.openAt + market.barMs === now.getTime() ? { position, bar } : null;
}

function raiseExit(desk: Desk, { position, bar }: Look): void {
  if (position.status !== 'open' || seenUntil(position) >= desk.now) return;
  const trigger = triggeredBy(seenBy(bar, position.openedAt), position);
  if (trigger)
    submitDraft(
      desk,
      draftProtection(position, { ...trigger, triggerPrice: plain(trigger.triggerPrice), at: desk.now }),
    );
}

function mark(desk: Desk, { position, bar }: Look): void {
  if (seenUntil(position) >= desk.now) return;
  markAt(position, bar, desk.now);
  const wasAtRisk = position.isAtRisk;
  position.isAtRisk = bar.close / position.unitCostUsd - 1 <= AT_RISK_PCT;
  if (!position.isAtRisk || wasAtRisk) return;
  tell(desk, {
    ...{ agentId: 'sage', kind: 'position.at_risk', title: `${position.symbol} is at risk` },
    ...{ tags: ['position', 'risk', 'warning'], tradeId: position.id, instrumentId: position.contract },
    fields: { symbol: position.symbol, pnlPct: openPctOf(position) },
  });
}
