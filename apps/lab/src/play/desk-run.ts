import { ledgerFiguresOf } from '@atc/lab/plays';
import type { Play } from '@atc/lab/report';
import type { Run } from '@atc/lab/trials';
import type { LabContext } from '../command.ts';
import type { Lab } from '../open-lab.ts';

/** The company's own rules, which are code. */
export const DESK = 'desk';

/** A play of the desk as a run that is looked at, with what was changed of it. */
export function deskRun(
  { world: { market } }: Lab,
  { options }: Pick<LabContext, 'options'>,
  { play, values }: { readonly play: Play; readonly values: Run['values'] },
): Run {
  return {
    ...{ strategy: DESK, version: 1, family: options.family ?? DESK, values, split: 'whole' },
    ...{ from: market.startsAt.getTime(), to: market.endsAt.getTime() },
    ...ledgerFiguresOf(play),
  };
}
