import { demandPolicy } from '../../../company/policies/index.ts';
import { declareCheck } from './check.ts';

/**
 * Refuses new exposure that no promoted strategy found, while the operator wants it so, that of one which was given up,
 * and one on probation with real money.
 */
export const strategyCheck = declareCheck({
  name: 'promoted_strategy',
  policy: 'strategy_policy',
  asks:
    '`entries` is `any`, or a promoted strategy found the signal. One on probation buys with paper money only, ' +
    'one that was given up not at all.',
  says: {
    any: 'what any finder finds may be bought',
    found: 'found by the strategy {name}, which is {state}',
    other: 'only what a promoted strategy found may be bought, and none found this',
    given_up: 'the strategy {name} may not buy any more',
    paper: 'the strategy {name} is on probation: it buys with paper money only',
  },
  judge: ({ facts: { strategy, givenUp, accountMode }, policies }, say) => {
    const { entries } = demandPolicy(policies, 'strategy_policy');
    const limit = entries;
    if (givenUp !== null) return { open: false, limit, observed: givenUp, message: say('given_up', { name: givenUp }) };
    if (!strategy) return { open: entries === 'any', limit, observed: null, message: say(openTo[entries], {}) };
    const { name, state } = strategy;
    if (state === 'probation' && accountMode !== 'paper')
      return { open: false, limit: 'paper', observed: accountMode, message: say('paper', { name }) };
    return { open: true, limit, observed: name, message: say('found', { name, state }) };
  },
});

const openTo = { any: 'any', promoted: 'other' } as const;
