import type { EventSpec } from '../event-spec.ts';

const asPosted = {
  signalId: 'the signal',
  source: 'who sent it',
  token: 'as written',
  signalType: 'buy, sell or scale',
  trust: 'untrusted: source and token are words from outside',
} as const;

/** What is told of signals. */
export const signalEvents = {
  'signal.received': {
    author: 'intel',
    tags: ['signal', 'received'],
    fields: asPosted,
    actionable: true,
  },
  'signal.refused': {
    author: 'intel',
    tags: ['signal', 'refused'],
    fields: {
      ...asPosted,
      reason: 'machine-readable',
    },
    actionable: true,
  },
  'signal.analyzed': {
    author: 'intel',
    tags: ['signal', 'analyzed'],
    moreTags: { high_confidence: 'confidence from 0.60' },
    fields: {
      signalId: 'the signal',
      confidence: '0 to 1',
      signalType: 'buy, sell or scale',
      source: 'who sent it',
      trust: 'untrusted: source is words from outside',
      symbol: 'of the instrument',
    },
    actionable: true,
  },
  'signal.evaluated': {
    author: 'atlas',
    tags: ['signal', 'evaluated'],
    moreTags: { worthwhile: 'he proposes it', passed_over: 'he does not' },
    fields: {
      signalId: 'the signal',
      symbol: 'of the instrument',
      signalType: 'buy, sell or scale',
      confidence: '0 to 1',
      worthwhile: 'whether he proposes it',
      edgeR: 'average gain in units of the risk, after costs',
      rewardRisk: 'target distance over stop distance',
      objections: 'what speaks against it',
    },
    actionable: true,
  },
} as const satisfies Readonly<Record<string, EventSpec>>;
