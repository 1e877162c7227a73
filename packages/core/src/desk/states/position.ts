import { isLast, type Machine } from '../../kernel/machine/index.ts';

export const positionStatuses = ['opening', 'open', 'closing', 'closed', 'void'] as const;
export type PositionStatus = (typeof positionStatuses)[number];

/** Which status of a position may follow which. */
export const positionMachine = {
  begins: { opening: 'an entry is about to be sent' },
  follows: {
    opening: { open: 'the first fill of the entry', void: 'the entry ended without a fill' },
    open: { closing: 'an exit is accepted', closed: 'a stop at the venue has sold everything' },
    closing: { open: 'the exit ended with quantity left', closed: 'everything is sold' },
    closed: {},
    void: {},
  },
} as const satisfies Machine<PositionStatus>;

/** Returns whether nothing becomes of a position any more. */
export function hasEnded(status: PositionStatus): boolean {
  return isLast<PositionStatus>(positionMachine, status);
}
