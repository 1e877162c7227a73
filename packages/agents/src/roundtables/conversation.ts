import type { Machine } from '@atc/core/kernel/machine';

type ConversationStatus = 'pending' | 'running' | 'succeeded' | 'failed';

/** Which status of a conversation may follow which. */
export const conversationMachine = {
  begins: { pending: 'it is convened' },
  follows: {
    pending: { running: 'an agent takes the first turn', failed: 'no turn for 15 minutes' },
    running: {
      succeeded: 'the last turn is said, or its proposal is decided',
      failed: 'no turn for 15 minutes, or a turn fails five times',
    },
    succeeded: {},
    failed: {},
  },
} as const satisfies Machine<ConversationStatus>;
