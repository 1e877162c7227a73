import { LEVEL_SAYS, LOT_SAYS } from '../../desk/positions/index.ts';

/** One thing that the door refuses a proposal for, with every sentence that it may say. */
export interface DoorRule {
  readonly name: string;
  /** What must be so, for people. */
  readonly asks: string;
  readonly says: Readonly<Record<string, string>>;
}

export const shapeRule = {
  name: 'shape',
  asks: 'The steps make a mission of their type, and name its subject.',
  says: {
    hedge: 'hedges are reserved and refused',
    depth: 'the chain of events behind it is deeper than {most}',
    foreign: '{kind} has no place in a mission of type {type}',
    steps: 'a mission of type {type} needs the steps {steps} once and in order',
    instrument: 'an entry names its instrument',
    position: '{type} names its position',
    other_position: 'its steps name another position',
    other_signal: 'its steps name another signal',
  },
} as const satisfies DoorRule;

export const signalRule = {
  name: 'signal',
  asks: 'The signal exists, is about the same token, and says buy when it is to carry an entry.',
  says: {
    none: 'there is no such signal',
    other_token: 'its signal is about another token',
    no_buy: 'an entry needs a signal to buy, not to {signal}',
  },
} as const satisfies DoorRule;

export const partRule = {
  name: 'part_size',
  asks: 'Who is no operator sells no part, and leaves none, that is worth less than the smallest trade.',
  says: { small: 'it would sell {sold} and leave {left}: neither may be less than {least}' },
} as const satisfies DoorRule;

export const deciderRule = {
  name: 'decider',
  asks: 'ATLAS is there to decide a review.',
  says: { off: 'ATLAS is switched off, and nobody else decides' },
} as const satisfies DoorRule;

export const capRule = {
  name: 'limits',
  asks: 'Every limit still has room when the proposal is written. The check carries the name of the limit.',
  says: { used: '{key}: {used} of {limit} used' },
} as const satisfies DoorRule;

/** Everything that the door refuses, in the order in which it looks. */
export const doorRules: readonly DoorRule[] = [
  shapeRule,
  signalRule,
  { name: 'stop_loss', asks: 'The stop lies below the last price.', says: { level: LEVEL_SAYS.stop_loss } },
  { name: 'target', asks: 'The target lies above the last price.', says: { level: LEVEL_SAYS.target } },
  { name: 'lot', asks: 'The part that is sold is at least one lot.', says: { lot: LOT_SAYS } },
  partRule,
  deciderRule,
  capRule,
];
