import { type Stage, stageOf } from '@atc/lab/stages';
import type { Contender } from '@atc/lab/strategies';
import type { LabContext } from '../command.ts';
import { openLab } from '../open-lab.ts';

/** Opens the world that contenders are to play, but for its holdout. Throws a `StartError` where one of them cannot. */
export async function openStage(ctx: LabContext, contenders: readonly Contender[]): Promise<Stage> {
  const { costs, fill } = ctx.options;
  return stageOf((await openLab(ctx)).world, contenders, { costs, fill });
}
