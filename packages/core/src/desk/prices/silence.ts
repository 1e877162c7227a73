import type { Decimal } from '../../kernel/money/index.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../kernel/time/index.ts';
import { type FeedNews, isStale, lastPrice, type Market } from '../../market/index.ts';
import type { Instrument, TradingPlace } from '../instruments/index.ts';
import { isTraded } from './session.ts';

/** A position with exposure and the price that it is valued at. */
export interface HeldPrice {
  readonly positionId: string;
  readonly instrumentId: string;
  readonly symbol: string;
  readonly contract: string;
  readonly venue: Instrument['venue'];
  readonly assetClass: TradingPlace['assetClass'];
  readonly status: 'open' | 'closing';
  readonly stopLoss: Decimal | null;
  readonly lastPrice: Decimal | null;
  /** When that price was; company time. */
  readonly pricedAt: Date;
  /** Whether its stop rests at its venue, and works there without us. */
  readonly stopRests: boolean;
}

export interface Looking {
  readonly market: Market;
  readonly now: Date;
  /**
   * What this process has seen as the one that looks for live prices; null where all prices are there from the start.
   */
  readonly news: FeedNews | null;
}

/** Prices that come, and are not what a position is valued at so much later, do not reach the watch. */
const MARK_LATE_MS = MINUTE_MS;

/**
 * Since when there has been no fresh price of what is held; null where there is one, or where its exchange is closed.
 */
export function silentSince(held: HeldPrice, { market, now, news }: Looking): Date | null {
  if (news) return isTraded(held.assetClass, now) && isMissing(held, news, now) ? held.pricedAt : null;
  const at = lastPrice(market, held.contract, now)?.at ?? held.pricedAt;
  return isStale(market, at, now) && !isHabit(market, { contract: held.contract, at, now }) ? at : null;
}

function isMissing({ contract, pricedAt }: HeldPrice, news: FeedNews, now: Date): boolean {
  const silentMs = news.nowMs - (news.seenMs(contract) ?? news.openedMs);
  const unmarkedMs = Math.min(now.getTime() - pricedAt.getTime(), news.nowMs - news.openedMs);
  return silentMs > news.patienceMs || unmarkedMs > MARK_LATE_MS;
}

/** A feed that fails is told of after two looks, whatever its patience. */
const FAILS_MS = 12_000;
/** While nothing is held nobody is in a hurry. */
const IDLE_MS = MINUTE_MS;

/** Since when nothing at all has come from the feed; null where something does. */
export function feedSilentSince(held: readonly HeldPrice[], { market, now, news }: Looking): Date | null {
  const contracts = market.contracts().map(({ contract }) => contract);
  if (news) {
    const silentMs = news.nowMs - Math.max(news.openedMs, ...contracts.map((contract) => news.seenMs(contract) ?? 0));
    const mostMs = held.length === 0 ? IDLE_MS : news.fault === null ? news.patienceMs : FAILS_MS;
    return silentMs > mostMs ? new Date(now.getTime() - silentMs) : null;
  }
  if (held.every((one) => silentSince(one, { market, now, news }) === null)) return null;
  const latest = Math.max(...contracts.map((contract) => market.price(contract, now)?.at.getTime() ?? 0));
  return isStale(market, new Date(latest), now) ? new Date(latest) : null;
}

const LONG_MS = 4 * HOUR_MS;

interface Silence {
  readonly contract: string;
  /** When its last bar closed. */
  readonly at: Date;
  readonly now: Date;
}

/**
 * Whether a recorded contract was silent for hours at this time of yesterday or of a week ago too, and spoke again
 * since: its exchange is closed.
 */
function isHabit(market: Market, { contract, at, now }: Silence): boolean {
  return [DAY_MS, 7 * DAY_MS].some((ago) => {
    const then = new Date(now.getTime() - ago);
    const before = then < at ? lastPrice(market, contract, then) : null;
    if (!before || !isStale(market, before.at, then)) return false;
    return market.barsClosedBetween(contract, before.at, new Date(before.at.getTime() + LONG_MS)).length === 0;
  });
}
