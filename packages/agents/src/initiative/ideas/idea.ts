import { sayCount, sayPct, saySpan } from '@atc/core/kernel/figures';
import { HOUR_MS, MINUTE_MS } from '@atc/core/kernel/time';
import type { IdeaFigure, OwnIdea, WrongSide } from '../../minds/index.ts';
import type { Option } from '../options.ts';

/** An idea as it is written down: what it leans on, and what would prove it wrong. */
export interface Idea {
  readonly memoryId: string;
  readonly subject: string;
  /** Id of what it does among what there was to do. */
  readonly choice: string;
  readonly why: string;
  readonly figure: IdeaFigure;
  readonly wrongIf: WrongSide;
  readonly bound: number;
  readonly contract: string | null;
  readonly price: number | null;
  readonly openedAt: Date;
  readonly dueAt: Date;
}

/** What a mind chose, as an idea at a company time. */
export function ideaFrom(
  { id, subject, figure, wrongIf, priced }: Option,
  { why, bound, hours, memoryId }: Omit<OwnIdea, 'memory' | 'option'> & { readonly memoryId: string },
  now: Date,
): Idea {
  return {
    ...{ memoryId, subject, choice: id, why, figure, wrongIf, bound },
    ...{ contract: priced?.contract ?? null, price: priced?.price ?? null },
    ...{ openedAt: now, dueAt: new Date(now.getTime() + hours * HOUR_MS) },
  };
}

/** Whether what was measured leaves an idea right; at its bound it is wrong. */
export function isRight({ wrongIf, bound }: Pick<Idea, 'wrongIf' | 'bound'>, measured: number): boolean {
  return wrongIf === 'at_least' ? measured < bound : measured > bound;
}

type Condition = Pick<Idea, 'figure' | 'wrongIf' | 'bound' | 'openedAt' | 'dueAt'>;

/** What would prove an idea wrong, in words. */
export function sayWrongIf({ figure, wrongIf, bound, openedAt, dueAt }: Condition): string {
  const within = saySpan((dueAt.getTime() - openedAt.getTime()) / MINUTE_MS);
  if (figure === 'findings') {
    const found = bound === 0 ? 'nothing' : `no more than ${sayCount(bound, 'thing')}`;
    return `it is wrong if ${found} is found in ${within}`;
  }
  const side = wrongIf === 'at_least' ? 'or more' : 'or less';
  return `it is wrong if the price has moved by ${sayPct(bound)} ${side} in ${within}`;
}

/** What was measured of an idea, in words. */
export function sayMeasured({ figure }: Pick<Idea, 'figure'>, measured: number): string {
  return figure === 'findings' ? `${sayCount(measured, 'thing')} found` : `the price has moved by ${sayPct(measured)}`;
}
