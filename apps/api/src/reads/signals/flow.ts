import { z } from 'zod';
import { instant } from '../view.ts';

const steps = ['received', 'analysed', 'confident', 'proposed', 'passed', 'accepted', 'traded'] as const;
const why = z.enum([
  'waiting',
  'refused',
  'expired',
  'unsure',
  'objection',
  'planning',
  'unclaimed',
  'gate',
  'rejected',
  'failed',
]);

type LostAt = Exclude<(typeof steps)[number], 'received'>;
type Why = z.infer<typeof why>;

export interface FlowGroup {
  /** The step that these did not take; null: they took all. */
  readonly lostAt: LostAt | null;
  readonly why: Why | null;
  /** The newest of their reasons, in words or as a code. */
  readonly says: string | null;
  readonly count: number;
}

const lostView = z.object({
  why: why.meta({ description: 'waiting and planning are not lost yet' }),
  says: z.string().nullable().meta({ description: 'the newest such reason: a sentence, or the code of a refusal' }),
  count: z.int(),
});

export const flowView = z
  .object({
    since: instant.meta({ description: 'when the company’s day began' }),
    confident: z.number().meta({ description: 'the least confidence of an entry, 0 to 1' }),
    steps: z.array(
      z.object({
        step: z.enum(steps),
        count: z.int(),
        lost: z.array(lostView).meta({ description: 'which did not take this step, the most frequent reason first' }),
      }),
    ),
  })
  .meta({ id: 'SignalFlow' });

export type FlowView = z.infer<typeof flowView>;

/** How many signals took each step, and why the others did not. */
export function stepsOf(groups: readonly FlowGroup[]): FlowView['steps'] {
  let left = groups.reduce((sum, { count }) => sum + count, 0);
  return steps.map((step) => {
    const lost = groups.flatMap(({ lostAt, why: because, says, count }) =>
      lostAt === step && because !== null ? [{ why: because, says, count }] : [],
    );
    left -= lost.reduce((sum, { count }) => sum + count, 0);
    return { step, count: left, lost };
  });
}
