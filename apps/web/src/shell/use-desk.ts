import { MINUTE_MS } from '../figures/time.ts';
import type { OutputOf } from '../server/call.ts';
import { useDisplay, zoneOf } from '../server/display/display.ts';
import { type Beat, useBeat } from '../server/marks.ts';
import { useRead } from '../server/reads.ts';

export type State = OutputOf<'GET /api/trading-state'>['state'];

/** What every page knows of the company. */
export interface Desk {
  readonly mode: 'paper' | 'live';
  readonly market: 'simulated' | 'replay' | 'live';
  /** Company seconds a second; null where time jumps from one due instant to the next. */
  readonly speed: number | null;
  /** The last four of the account, where there is one. */
  readonly account: string | null;
  readonly zone: string;
  /** Company time, and when it began. */
  readonly now: string;
  readonly startsAt: string;
  /** When a recording ends; null where there is none. */
  readonly endsAt: string | null;
  /** Another one after every update. */
  readonly build: string;
  readonly who: string;
  readonly role: string;
  readonly mayStop: boolean;
  readonly state: State;
  /** The shortest bar of the market. */
  readonly barMinutes: number;
  readonly since: { readonly at: string; readonly who: string; readonly why: string };
  /** Null before it was told. */
  readonly beat: Beat | null;
  /** Tokens whose price is old. */
  readonly stale: readonly string[];
}

/** The company as every page sees it; null before it was read. */
export function useDesk(): Desk | null {
  const { data: me } = useRead('GET /api/me', {});
  const { data: state } = useRead('GET /api/trading-state', {});
  const { data: books } = useRead('GET /api/portfolio', {});
  const beat = useBeat();
  const display = useDisplay();
  if (!me || !state) return null;
  return {
    mode: me.mode,
    market: me.market,
    speed: me.speed,
    account: me.accountEnds,
    zone: zoneOf(display, me.zone),
    now: me.now,
    startsAt: me.startsAt,
    endsAt: me.endsAt,
    build: me.build,
    who: me.name,
    role: me.role,
    barMinutes: me.barMs / MINUTE_MS,
    mayStop: me.role === 'operator',
    state: state.state,
    since: { at: state.changedAt, who: state.changedBy, why: state.reason },
    beat,
    stale: books?.stale ? books.staleTokens : [],
  };
}
