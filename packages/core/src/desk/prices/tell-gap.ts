import { emitEvent } from '../../company/events/index.ts';
import type { Tx } from '../../kernel/db/index.ts';
import { sayAge, sayPrice } from '../../kernel/figures/index.ts';
import { plain } from '../../kernel/money/index.ts';
import { plainText } from '../../kernel/text/index.ts';
import { lastPrice } from '../../market/index.ts';
import type { DeskContext } from '../context.ts';
import type { GapMove } from './gap.ts';
import type { HeldPrice, Looking } from './silence.ts';

interface Telling {
  readonly move: Extract<GapMove, { readonly kind: 'tell' | 'end' }>;
  /** When the last price before the gap came; company time. */
  readonly since: Date;
  readonly looking: Looking;
}

/** Tells that there is no price of a held position, or that there is one again. */
export async function tellPosition(
  ctx: DeskContext,
  tx: Tx,
  { move, since, looking, position }: Telling & { readonly position: HeldPrice },
): Promise<void> {
  const { symbol, positionId, instrumentId, stopLoss, status, stopRests } = position;
  const ms = looking.now.getTime() - since.getTime();
  const about = { agentId: 'scout', tradeId: positionId, instrumentId } as const;
  const fields = { symbol, since: since.toISOString(), seconds: Math.round(ms / 1000), told: move.gap.told };
  if (move.kind === 'end') {
    await emitEvent(ctx, tx, {
      ...about,
      kind: 'price.back',
      title: `SCOUT sees a price of ${symbol} again, after ${sayAge(ms)}`,
      summary: stopLoss ? `Its stop at ${sayPrice(stopLoss)} is watched.` : 'It is watched.',
      fields,
    });
    return;
  }
  await emitEvent(ctx, tx, {
    ...about,
    kind: 'price.missing',
    title: `SCOUT has seen no price of ${symbol} for ${sayAge(ms)}: ${whatIsUnwatched(position)}`,
    summary: `${lastSeen(position, since)} ${whyOf(position, looking)}${exitWaits(position)}`,
    fields: {
      ...fields,
      lastPrice: position.lastPrice ? plain(position.lastPrice) : null,
      stopLoss: stopLoss ? plain(stopLoss) : null,
      ...{ stopRests, status },
    },
  });
}

function whatIsUnwatched({ stopLoss, stopRests }: HeldPrice): string {
  if (stopRests) return 'its stop rests at the venue';
  return stopLoss ? `its stop at ${sayPrice(stopLoss)} is not watched` : 'nothing of it is watched';
}

function lastSeen({ lastPrice: price }: HeldPrice, since: Date): string {
  return price ? `The last one was ${sayPrice(price)} at ${since.toISOString()}.` : 'There has never been one.';
}

function whyOf({ contract }: HeldPrice, { market, now, news }: Looking): string {
  if (!market.contracts().some((listed) => listed.contract === contract))
    return 'The market does not list it any more.';
  if (news?.fault) return `The source fails: ${plainText(news.fault, REASON_MAX)}.`;
  if (news) return 'The source has nothing to say about it.';
  return lastPrice(market, contract, now) ? 'The recording has a gap there, or it ends.' : 'The market has none.';
}

const REASON_MAX = 200;

/** A venue takes an exit also when we see no price; paper money fills at none. */
function exitWaits({ status, venue }: HeldPrice): string {
  return status === 'closing' && venue === 'paper' ? ' Its exit waits for a price.' : '';
}

/** Tells that nothing comes from the price feed at all, or that something does again. */
export async function tellFeed(
  ctx: DeskContext,
  tx: Tx,
  { move, since, looking, seen }: Telling & { readonly seen: { readonly held: readonly HeldPrice[] } },
): Promise<void> {
  const ms = looking.now.getTime() - since.getTime();
  const reason = looking.news?.fault ? plainText(looking.news.fault, REASON_MAX) : null;
  const positions = seen.held.length;
  const fields = { since: since.toISOString(), seconds: Math.round(ms / 1000), positions, told: move.gap.told };
  if (move.kind === 'end') {
    await emitEvent(ctx, tx, {
      kind: 'feed.back',
      title: `OBSERVER hears the price feed again, after ${sayAge(ms)}`,
      summary: 'Stops are watched.',
      fields,
    });
    return;
  }
  const held = positions === 1 ? 'One position is' : `${positions} positions are`;
  await emitEvent(ctx, tx, {
    kind: 'feed.silent',
    title: `OBSERVER has heard nothing from the price feed for ${sayAge(ms)}`,
    summary:
      `${positions === 0 ? 'Nothing is' : held} held. ` +
      `${reason ? `The source fails: ${reason}.` : 'No token has a price.'}`,
    fields: { ...fields, reason },
  });
}
