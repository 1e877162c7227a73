/** Words of conversations. */
export const tableWords = {
  tables: {
    states: { pending: 'to come', running: 'going on', succeeded: 'ended', failed: 'failed' },
    left: 'What it left',
    nothing: 'Nothing yet.',
    remembers: 'remembers:',
    asks: 'Proposed:',
  },
} as const;
