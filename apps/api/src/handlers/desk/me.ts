import { readPolicies } from '@atc/core/company/policies';
import { endpoint, noInput, ok } from '../../http/index.ts';
import { findVenue } from '../../reads/me/store.ts';
import { meView } from '../../reads/me/view.ts';
import { show } from '../../reads/view.ts';

const ENDS = 4;

export const showMe = endpoint({
  summary: 'Who asks, what for a company answers, with whose money it trades, and what time it is there',
  input: noInput,
  response: meView,
  handle: async ({ db, clock, config, market, build }, _input, { caller: { name, role } }) => {
    const { market: kind, range, speed, startsAt, endsAt } = clock.world;
    const [{ values }, venue] = await Promise.all([readPolicies(db), findVenue(db)]);
    const isLive = config.tradingMode === 'live';
    return ok(
      show(meView, {
        ...{ name, role, venue, market: kind, range, startsAt, endsAt },
        mode: config.tradingMode,
        accountEnds: isLive ? (config.liveTradingConfirmed?.slice(-ENDS) ?? null) : null,
        speed: Number.isFinite(speed) ? speed : null,
        zone: values.company?.timezone ?? 'UTC',
        now: clock.now(),
        barMs: market.barMs,
        version: build.version,
        build: await build.id,
      }),
    );
  },
});
