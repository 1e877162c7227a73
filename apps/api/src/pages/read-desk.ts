import { readPolicies } from '@atc/core/company/policies';
import { type Heartbeat, readHeartbeat } from '@atc/core/company/runs';
import { readPortfolio } from '@atc/core/desk/portfolio';
import { type ActiveLock, listActiveLocks, readTradingState, type StoredState } from '@atc/core/desk/protections';
import type { Config } from '@atc/core/kernel/config';
import { type BreakerRow, listBreakers } from '@atc/core/loop/breakers';
import type { ApiContext } from '../context.ts';
import { listEventViews } from '../reads/events/store.ts';
import type { EventView } from '../reads/events/view.ts';
import { showBooks } from '../reads/portfolio/store.ts';
import type { PortfolioView } from '../reads/portfolio/view.ts';
import { listHeldPositions } from '../reads/positions/store.ts';
import type { PositionView } from '../reads/positions/view.ts';
import type { CompanyHealth } from '../system/company-health.ts';

/** What the plain page shows. */
export interface Desk {
  readonly now: Date;
  readonly tradingMode: Config['tradingMode'];
  readonly market: Config['market'];
  readonly timeZone: string;
  readonly state: StoredState;
  readonly books: PortfolioView;
  readonly positions: readonly PositionView[];
  readonly locks: readonly ActiveLock[];
  /** Those that are not closed. */
  readonly breakers: readonly BreakerRow[];
  readonly events: readonly EventView[];
  /** Null before the first heartbeat. */
  readonly heartbeat: Heartbeat | null;
  readonly health: CompanyHealth;
}

const NEWS = 40;

/** Reads what the plain page shows. */
export async function readDesk(ctx: ApiContext): Promise<Desk> {
  const now = ctx.clock.now();
  const [policies, state, portfolio, positions, locks, breakers, events, heartbeat, health] = await Promise.all([
    readPolicies(ctx.db),
    readTradingState(ctx.db),
    readPortfolio(ctx.db),
    listHeldPositions(ctx.db),
    listActiveLocks(ctx.db, now),
    listBreakers(ctx.db),
    listEventViews(ctx.db, { limit: NEWS }),
    readHeartbeat(ctx.db, ctx.clock.world),
    ctx.health.read(),
  ]);
  return {
    now,
    tradingMode: ctx.config.tradingMode,
    market: ctx.clock.world.market,
    timeZone: policies.values.company?.timezone ?? 'UTC',
    state,
    books: await showBooks(ctx, portfolio),
    positions,
    locks,
    breakers: breakers.filter((breaker) => breaker.state !== 'closed'),
    events: events.items,
    heartbeat,
    health,
  };
}
