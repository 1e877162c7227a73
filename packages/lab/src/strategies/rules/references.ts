import { type Prepared, prepareStrategy } from '@atc/core/desk/strategies';
import { InvariantError } from '@atc/core/kernel/errors';

/** Names of what strategies are compared with. */
export const referenceNames = ['hold', 'cash', 'placebo'] as const;
export type ReferenceName = (typeof referenceNames)[number];

/** Buys an equal part of each of so many tokens and keeps it. */
export function buyAndHold(tokens: number): Prepared {
  return prepared({
    ...{ name: 'hold', says: 'equal parts of every token, kept', bars: '1d' },
    entry: { when: ['close > 0'] },
    size: { kind: 'share', share: 1 / tokens },
    limits: { positions: tokens },
  });
}

/** Buys nothing. */
export function cash(): Prepared {
  return prepared({
    ...{ name: 'cash', says: 'nothing is bought', bars: '1d' },
    entry: { when: [] },
    size: { kind: 'share', share: 1 },
  });
}

function prepared(data: object): Prepared {
  const made = prepareStrategy(data);
  if (!made.prepared) throw new InvariantError(made.faults.join('; '));
  return made.prepared;
}
