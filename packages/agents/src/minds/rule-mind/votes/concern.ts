import type { ReviewBriefing } from '../../review.ts';

/**
 * One thing that speaks against a trade (above zero) or for it (below), in log-odds: about 0.8 is a doubt, 1.6 a strong
 * one, 3 decides alone.
 */
export interface Concern<Topic extends string = string> {
  readonly topic: Topic;
  readonly weight: number;
}

/** What a voter looks at: a weight above zero speaks against the trade, below zero for it; zero says nothing. */
export interface Rule<Topic extends string> {
  readonly topic: Topic;
  /** Everything that its weight may be where it speaks; none where its weight is a measure. */
  readonly grades: readonly number[];
  readonly weight: (briefing: ReviewBriefing) => number;
}

export const DOUBT = 0.8;
export const STRONG = 1.6;
export const DECISIVE = 3;

/**
 * What rules find in a briefing, the gravest first; equal ones keep the order of the rules. What a promoted strategy
 * sells by its own rules nobody opposes: its record is one of those exits.
 */
export function concernsOf<Topic extends string>(
  rules: readonly Rule<Topic>[],
  briefing: ReviewBriefing,
): readonly Concern<Topic>[] {
  if (leaves(briefing) && briefing.plan.strategy !== undefined) return [];
  return rules
    .map(({ topic, weight }) => ({ topic, weight: weight(briefing) }))
    .filter(({ weight }) => weight !== 0)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
}

/** Thresholds with what reaching them weighs. */
export type Steps = readonly (readonly [threshold: number, weight: number])[];

/**
 * The weight of the first step that a value reaches, 0 when it reaches none or is unknown. Steps stand from the highest
 * down.
 */
export function atLeast(value: number | null, steps: Steps): number {
  if (value === null) return 0;
  return steps.find(([threshold]) => value >= threshold)?.[1] ?? 0;
}

/**
 * The weight of the first step that a value stays below, 0 when it stays below none or is unknown. Steps stand from the
 * lowest up.
 */
export function below(value: number | null, steps: Steps): number {
  if (value === null) return 0;
  return steps.find(([threshold]) => value < threshold)?.[1] ?? 0;
}

/** All that steps may weigh. */
export const gradesIn = (...all: readonly Steps[]): readonly number[] => [
  ...new Set(all.flat().map(([, weight]) => weight)),
];

type Figure = (briefing: ReviewBriefing) => number | null;

/** A rule by which a figure weighs what the first step weighs that it reaches. */
export function whereAtLeast<Topic extends string>(topic: Topic, figure: Figure, steps: Steps): Rule<Topic> {
  return { topic, grades: gradesIn(steps), weight: (briefing) => atLeast(figure(briefing), steps) };
}

/** A rule by which a figure weighs what the first step weighs that it stays below. */
export function whereBelow<Topic extends string>(topic: Topic, figure: Figure, steps: Steps): Rule<Topic> {
  return { topic, grades: gradesIn(steps), weight: (briefing) => below(figure(briefing), steps) };
}

/** A rule that weighs the same wherever it holds. */
export function where<Topic extends string>(
  topic: Topic,
  holds: (briefing: ReviewBriefing) => boolean,
  weight: number,
): Rule<Topic> {
  return { topic, grades: [weight], weight: (briefing) => (holds(briefing) ? weight : 0) };
}

/** Whether a proposal is about leaving a position, all of it or a part. */
export function leaves({ plan }: ReviewBriefing): boolean {
  return plan.action === 'exit' || plan.action === 'scale_down';
}
