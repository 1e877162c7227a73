import type { EventSpec } from '../event-spec.ts';

/** What agents tell of their own thinking: what they found, what they remember, and the ideas that it gives them. */
export const thoughtEvents = {
  'memory.stored': {
    author: 'any',
    tags: ['memory'],
    moreTags: { lesson: 'the type: insight, pattern, strategy, preference or lesson' },
    fields: {
      memoryId: '',
      type: '',
      confidence: '0 to 1',
      subject: 'what it is about, or null',
      trust: 'untrusted: words from outside are in it',
    },
    actionable: false,
  },
  'memory.recalled': {
    author: 'any',
    tags: ['memory', 'recalled'],
    fields: { memoryId: '', type: '', confidence: '0 to 1', rule: 'whose topic it influenced', topic: '' },
    actionable: false,
  },
  'voice.changed': {
    author: 'any',
    tags: ['voice', 'changed'],
    fields: { modifiers: 'how the agent sounds now, in words', before: 'how it sounded' },
    actionable: false,
  },
  'mind.fell_back': {
    author: 'any',
    tags: ['mind', 'fallback'],
    fields: { why: 'why the language model was not heard' },
    actionable: true,
  },
  'system.checked': {
    author: 'observer',
    tags: ['system', 'checked'],
    fields: {
      topic: 'error_rate, execution_quality or rule_compliance',
      violations: 'rules that are not kept',
      steps: 'of the last day',
      failedSteps: 'of the last day',
      slippageBps: 'average, weighted',
      withoutStop: 'open positions without a stop',
    },
    actionable: true,
  },
  'exposure.flagged': {
    author: 'observer',
    tags: ['exposure', 'flagged'],
    fields: {
      openPositions: 'as many as are allowed',
      limit: 'how many are allowed',
      exposedUsd: 'what they cost',
      reviewProposalId: 'what SAGE was asked for',
    },
    actionable: true,
  },
  'rule.violated': {
    author: 'observer',
    tags: ['error', 'rule_violation'],
    fields: { rule: 'which', observed: '', limit: '' },
    actionable: true,
  },
  'portfolio.assessed': {
    author: 'sage',
    tags: ['portfolio', 'assessed'],
    fields: {
      exposure: 'value over equity',
      risk: 'what all stops would cost, over equity',
      worries: 'one sentence each',
      drawdown: '',
      twins: 'the two held tokens that move most alike',
    },
    actionable: true,
  },
  'initiative.taken': {
    author: 'any',
    tags: ['initiative'],
    moreTags: { accepted: 'what became of it', pending: 'what became of it', rejected: 'what became of it' },
    fields: { memoryId: 'what gave it the idea', status: 'accepted, pending or rejected' },
    actionable: true,
  },
  'memory.promoted': {
    author: 'any',
    tags: ['insight'],
    moreTags: { pattern: 'the type: insight, pattern, strategy, preference or lesson' },
    fields: { memoryId: '', type: '', confidence: '0 to 1' },
    actionable: true,
  },
} as const satisfies Record<string, EventSpec>;
