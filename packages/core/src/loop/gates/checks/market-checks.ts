import { demandPolicy } from '../../../company/policies/index.ts';
import { declareCheck } from './check.ts';

/** Lets new exposure through in the trading state `active` only. */
export const stateCheck = declareCheck({
  name: 'trading_state',
  policy: 'trade_limits',
  asks: 'The trading state is `active`.',
  says: { state: 'trading state is {state}' },
  judge: ({ facts: { tradingState: state } }, say) => ({
    open: state === 'active',
    limit: 'active',
    observed: state,
    message: say('state', { state: state ?? 'unknown' }),
  }),
});

/** Lets new exposure with real money through when the operator has enabled the policy `live_trading`. */
export const liveCheck = declareCheck({
  name: 'live_trading',
  policy: 'live_trading',
  asks: 'The account holds paper money, or the operator has set `enabled`.',
  says: { off: 'live trading is not enabled: only exits are made', mode: '{mode} money' },
  judge: ({ facts: { accountMode: mode }, policies }, say) => {
    const { enabled } = demandPolicy(policies, 'live_trading');
    return {
      open: mode === 'paper' || (mode === 'live' && enabled),
      limit: enabled ? 'live' : 'paper',
      observed: mode,
      message: mode === 'live' && !enabled ? say('off', {}) : say('mode', { mode: mode ?? 'unknown' }),
    };
  },
});

/** Refuses new exposure while a protection on the token or the company is in force. */
export const lockCheck = declareCheck({
  name: 'protections',
  policy: 'protections',
  asks: 'No protection locks the token or the company.',
  says: {
    until: '{kind} is in force until {end}: {reason}',
    open_ended: '{kind} is in force: {reason}',
    none: 'no protection is in force',
  },
  judge: ({ facts }, say) => {
    const [lock] = facts.locks;
    if (!lock) return { open: true, limit: 'none', observed: 'none', message: say('none', {}) };
    const { kind, reason, endsAt } = lock;
    const message = endsAt
      ? say('until', { kind, reason, end: endsAt.toISOString() })
      : say('open_ended', { kind, reason });
    return { open: false, limit: 'none', observed: kind, message };
  },
});

/** Refuses new exposure without a price, or with one older than two bars. */
export const priceCheck = declareCheck({
  name: 'price_fresh',
  policy: 'trade_limits',
  asks: 'The last price is not older than two bars.',
  says: { none: 'there is no price', age: 'the price is {age} s old, at most {limit}' },
  judge: ({ facts: { priceAt, now, freshForMs } }, say) => {
    const ageMs = priceAt ? now.getTime() - priceAt.getTime() : null;
    const message =
      ageMs === null
        ? say('none', {})
        : say('age', { age: Math.round(ageMs / 1000), limit: Math.round(freshForMs / 1000) });
    return { open: ageMs !== null && ageMs <= freshForMs, limit: freshForMs, observed: ageMs, message };
  },
});

/** Refuses a token that the company does not know or trade. */
export const listedCheck = declareCheck({
  name: 'listed',
  policy: 'universe',
  asks: 'The token is known and is one of the `contracts`.',
  says: { listed: 'the token is in the universe', unlisted: 'the token is unknown or not in the universe' },
  judge: ({ facts: { instrumentListed: listed } }, say) => ({
    open: listed,
    limit: 'listed',
    observed: String(listed),
    message: say(listed ? 'listed' : 'unlisted', {}),
  }),
});
