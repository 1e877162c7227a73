import { ledgerFiguresOf } from '@atc/lab/plays';
import type { Play } from '@atc/lab/report';
import type { Stage } from '@atc/lab/stages';
import { type Contender, dataContender } from '@atc/lab/strategies';
import { findStrategy } from '@atc/lab/templates';
import type { Run } from '@atc/lab/trials';
import { familyOf } from '@atc/lab/trials';
import { answerOnce } from '../asked/answer-once.ts';
import { keepLooks } from '../asked/keep-looks.ts';
import type { LabContext } from '../command.ts';
import { writeReport } from '../save-report.ts';
import { heading } from '../screen.ts';
import { openStage } from './open-stage.ts';
import { playStrategy } from './play-strategy.ts';
import { refusedLine } from './wording.ts';

/** Plays a strategy that is data, and says what came of it beside holding, cash and entries by dice. */
export async function backtestStrategy(ctx: LabContext, name: string): Promise<boolean> {
  const { strategy: definition, ...prepared } = await findStrategy(name);
  const contender = dataContender({ strategy: definition, ...prepared });
  const question = { command: `backtest-${contender.name}`, played: 'strategy', of: definition } as const;
  return answerOnce(ctx, question, async (asked) => {
    const stage = await openStage(ctx, [contender]);
    const { facts, run } = playStrategy(stage, contender, ctx.wish.seed);
    const runs = facts.plays.map((play) => strategyRun(stage, ctx, { contender, play }));
    const { trials, ledger } = await keepLooks(ctx, asked, { definition, runs });
    const [trial] = trials;
    const family = trial ? familyOf(ledger, trial) : null;
    const { headline, written } = await writeReport(asked.folder, { ...facts, run: trial?.runId ?? '', family });
    const said = [...headline, '', `${contender.name}: ${definition.says}`, ...refusedLine(run), ...heading(stage.lab)];
    return { lines: [...said, written], runs: trials.map(({ runId }) => runId), isFound: true };
  });
}

/** A play of a strategy over the whole stage as a run that is looked at. */
export function strategyRun(
  { span }: Stage,
  { options }: Pick<LabContext, 'options'>,
  { contender, play }: { readonly contender: Contender; readonly play: Play },
): Run {
  const { name, version, values } = contender;
  return {
    ...{ strategy: name, version, values, family: options.family ?? name, split: 'whole' },
    ...{ from: span.from, to: span.to },
    ...ledgerFiguresOf(play),
  };
}
