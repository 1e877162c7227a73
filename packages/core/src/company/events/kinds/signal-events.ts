import { z } from 'zod';
import type { EventSpec } from '../event-spec.ts';
import { figure, flag, list, maybe, oneOf, text } from '../field.ts';

const signalType = oneOf(['buy', 'sell', 'scale']);
const confidence = figure('0 to 1');

const asPosted = {
  signalId: text('the signal'),
  source: text('who sent it'),
  token: text('as written'),
  signalType,
  trust: text('untrusted: source and token are words from outside'),
};

/** What is told of signals. */
export const signalEvents = {
  'signal.received': {
    author: 'intel',
    level: 'everything',
    tags: ['signal', 'received'],
    fields: z.strictObject(asPosted),
    actionable: true,
  },
  'signal.refused': {
    author: 'intel',
    level: 'decisions',
    tags: ['signal', 'refused'],
    fields: z.strictObject({ ...asPosted, reason: text('machine-readable') }),
    actionable: true,
  },
  'signal.analyzed': {
    author: 'intel',
    level: 'decisions',
    tags: ['signal', 'analyzed'],
    moreTags: { high_confidence: 'confidence from 0.60' },
    fields: z.strictObject({
      signalId: text('the signal'),
      confidence,
      signalType,
      source: text('who sent it'),
      trust: text('untrusted: source is words from outside'),
      symbol: text('of the instrument'),
      odds: maybe(figure('of a buy: the probability of paying after costs within a day')),
      oddsOf: maybe(figure('settled forecasts that the odds rest on')),
      oddsNeeded: maybe(figure('the probability at which it would neither earn nor lose')),
    }),
    actionable: true,
  },
  'signal.evaluated': {
    author: 'atlas',
    level: 'decisions',
    tags: ['signal', 'evaluated'],
    moreTags: { worthwhile: 'he proposes it', passed_over: 'he does not' },
    fields: z.strictObject({
      signalId: text('the signal'),
      symbol: text('of the instrument'),
      signalType,
      confidence,
      worthwhile: flag('whether he proposes it'),
      edgeR: maybe(figure('average gain in units of the risk, after costs')),
      rewardRisk: maybe(figure('target distance over stop distance')),
      objections: list(text(), 'what speaks against it'),
    }),
    actionable: true,
  },
  'forecasts.calibrated': {
    author: 'growth',
    level: 'decisions',
    tags: ['forecasts', 'calibrated'],
    moreTags: { earns: 'shown to earn', loses: 'shown to lose' },
    fields: z.strictObject({
      source: text('whose signals'),
      settled: figure('forecasts of the last 60 days'),
      paid: figure('of them that paid after costs'),
      base: figure('share that pays, 0 to 1'),
      needs: figure('share at which they would neither earn nor lose'),
      edgeR: figure('what they came to on average, in units of their risk'),
      telling: flag('whether a higher score pays more often, by more than chance'),
      shown: maybe(oneOf(['earns', 'loses'])),
    }),
    actionable: false,
  },
} as const satisfies Readonly<Record<string, EventSpec>>;
