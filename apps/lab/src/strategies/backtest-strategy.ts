import { dataContender } from '@atc/lab/strategies';
import type { LabContext } from '../command.ts';
import { writeReport } from '../save-report.ts';
import { heading } from '../screen.ts';
import { findStrategy } from './find-strategy.ts';
import { openStage } from './open-stage.ts';
import { playStrategy } from './play-strategy.ts';
import { refusedLine } from './wording.ts';

/** Plays a strategy that is data, and says what came of it beside holding, cash and entries by dice. */
export async function backtestStrategy(ctx: LabContext, name: string): Promise<boolean> {
  const prepared = await findStrategy(name);
  const contender = dataContender(prepared);
  const stage = await openStage(ctx, [contender]);
  const { facts, run } = playStrategy(stage, contender, ctx.wish.seed);
  const reported = { command: `backtest-${contender.name}`, ctx, lab: stage.lab, of: prepared.strategy };
  const { headline, folder } = await writeReport(reported, facts);
  const lines = [...headline, '', `${contender.name}: ${prepared.strategy.says}`, ...refusedLine(run)];
  for (const line of [...lines, ...heading(stage.lab), `Written to ${folder}`]) ctx.say(line);
  return true;
}
