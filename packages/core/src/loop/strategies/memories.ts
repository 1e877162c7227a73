import type { MemoryDraft } from '../memories/index.ts';
import type { Judgement } from './judgement.ts';
import { nameOf } from './judgement.ts';
import type { StrategyKey } from './strategy.ts';

/** Where what the lab teaches comes from. */
const SOURCE = 'backtested performance';

const SURE = { least: 0.75, most: 0.9, from: 0.95 };

/** How sure a strategy's memory is: 0.75 at a deflated probability of 0.95, 0.90 at one of 1; never outside of that. */
export function confidenceOf(deflated: number | null): number {
  const above = ((deflated ?? 0) - SURE.from) / (1 - SURE.from);
  return Math.min(SURE.most, Math.max(SURE.least, SURE.least + (SURE.most - SURE.least) * above));
}

interface Remembered extends StrategyKey {
  readonly runId: string;
}

/** What ATLAS remembers of a strategy that was promoted. */
export function memoryOfPromotion(strategy: Remembered, judgement: Judgement): MemoryDraft {
  return {
    ...of(strategy),
    content: judgement.said,
    confidence: confidenceOf(judgement.deflated),
    tags: ['lab', strategy.name, 'good'],
    evidence: { source: SOURCE, ...judgement.figures },
  };
}

interface Demoted extends Remembered {
  readonly share: number;
  readonly reason: string;
  readonly figures: Readonly<Record<string, number | null>>;
}

/** What ATLAS remembers of a strategy that was halved or given up. */
export function memoryOfDemotion(strategy: Demoted): MemoryDraft {
  const { share, reason, figures } = strategy;
  const what = share > 0 ? 'trades half of its size' : 'is given up';
  return {
    ...of(strategy),
    content: `${nameOf(strategy)} ${what}: ${reason}.`,
    confidence: SURE.least,
    tags: ['lab', strategy.name, 'bad'],
    evidence: { source: SOURCE, ...figures },
  };
}

// A newer memory about a strategy supersedes the one before.
const of = ({ name, runId }: Remembered) =>
  ({
    agentId: 'atlas',
    type: 'strategy',
    sourceTraceId: `lab:${runId}`,
    trust: 'trusted',
    subject: `strategy:${name}`,
  }) as const;

const TESTED = 0.65;

/** What GROWTH remembers of a strategy that only the holdout is left to judge. */
export function memoryOfTest({ family, runId }: Remembered & { readonly family: string }, judgement: Judgement) {
  return {
    agentId: 'growth',
    type: 'insight',
    content: `${judgement.said}. It passed every test; the holdout decides.`,
    confidence: TESTED,
    tags: ['lab', family, 'good'],
    sourceTraceId: `lab:${runId}`,
    trust: 'trusted',
    subject: `family:${family}`,
    evidence: { source: SOURCE, ...judgement.figures },
  } as const satisfies MemoryDraft;
}

const LESSON = { least: 0.55, most: 0.75 };

/** What GROWTH learns from a family whose best is not promoted: the likelier it was luck, the surer. */
export function lessonOf(
  strategy: Remembered & { readonly family: string },
  { refusals, trials, deflated, figures }: Judgement,
): MemoryDraft {
  const best = trials === 1 ? 'the only variant' : `${nameOf(strategy)}, chosen of ${trials} variants`;
  return {
    agentId: 'growth',
    type: 'lesson',
    content: `${strategy.family}: ${best}, is not promoted: ${refusals.join('; ')}.`,
    confidence: LESSON.least + (LESSON.most - LESSON.least) * (1 - (deflated ?? 0.5)),
    tags: ['lab', strategy.family, 'bad'],
    sourceTraceId: `lab:${strategy.runId}`,
    trust: 'trusted',
    subject: `family:${strategy.family}`,
    evidence: { source: SOURCE, ...figures },
  };
}
