import { memoryTypes } from '@atc/core/loop/memories';
import { z } from 'zod';

/** What an idea is judged by when its time is over. */
export const ideaFigures = ['price_change', 'findings'] as const;
export type IdeaFigure = (typeof ideaFigures)[number];

/** On which side of its bound a figure proves an idea wrong; at the bound it does, too. */
export const wrongSides = ['at_least', 'at_most'] as const;
export type WrongSide = (typeof wrongSides)[number];

/** Everything that an agent may do by itself, made by code from the books, with what it remembers. */
export const ideaBriefing = z.strictObject({
  /** The natural key of the look. Never shown. */
  key: z.string(),
  /** Company time, ISO 8601. */
  at: z.string(),
  memories: z.array(
    z.strictObject({ id: z.string(), type: z.enum(memoryTypes), content: z.string(), confidence: z.number() }),
  ),
  /** The only things that it may do, the surest first. */
  options: z.array(
    z.strictObject({
      id: z.string(),
      says: z.string(),
      /** Ids of the memories that speak for it, the surest first. */
      because: z.array(z.string()),
      /** `price_change`: of its token since the idea, a fraction; `findings`: how much the work found. */
      figure: z.enum(ideaFigures),
      wrongIf: z.enum(wrongSides),
      /** The easiest and the strictest that an idea may make it for itself. */
      bound: z.number(),
      strictest: z.number(),
      hours: z.strictObject({ least: z.number(), usual: z.number(), most: z.number() }),
      /** How what it is about stands, in figures. */
      stands: z.record(z.string(), z.number()),
    }),
  ),
});

export type IdeaBriefing = z.infer<typeof ideaBriefing>;
export type IdeaOption = IdeaBriefing['options'][number];

const ownIdea = z.strictObject({
  /** Id of an option, and of a memory that speaks for it. */
  option: z.string(),
  memory: z.string(),
  why: z.string().min(1).max(400),
  /** The figure that proves it wrong, and after how many hours it is looked at. */
  bound: z.number(),
  hours: z.number(),
});

export type OwnIdea = z.infer<typeof ownIdea>;

/** What a mind comes up with, or nothing. */
export const imagined = z.strictObject({ idea: ownIdea.nullable() });

/**
 * What is wrong with an idea: it does what is not offered, leans on what does not speak for it, or makes it too easy
 * for itself. Null when nothing is.
 */
export function faultOfIdea({ option, memory, bound, hours }: OwnIdea, { options }: IdeaBriefing): string | null {
  const chosen = options.find(({ id }) => id === option);
  if (!chosen) return `${option} is none of the options`;
  if (!chosen.because.includes(memory)) return `${memory} does not speak for ${option}`;
  const [low, high] = [chosen.bound, chosen.strictest].toSorted((a, b) => a - b);
  if (!(bound >= (low ?? 0) && bound <= (high ?? 0))) return `its bound is not between ${low} and ${high}`;
  const { least, most } = chosen.hours;
  return hours >= least && hours <= most ? null : `its hours are not between ${least} and ${most}`;
}
