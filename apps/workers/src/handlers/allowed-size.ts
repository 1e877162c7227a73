import { Decimal } from '@atc/core/kernel/money';
import { type ClaimedStep, findStepResult } from '@atc/core/loop/steps';
import { z } from 'zod';
import type { WorkerContext } from '../context.ts';

const riskResult = z.object({ sizeUsd: z.string() });

/** What a purchase may spend, in USD: what was approved, or less where the risk step of its mission lowered it. */
export async function allowedSize(
  { db }: Pick<WorkerContext, 'db'>,
  { missionId }: ClaimedStep,
  approvedUsd: Decimal,
): Promise<Decimal> {
  const risk = riskResult.safeParse(await findStepResult(db, missionId, 'calculate_risk'));
  return risk.success ? Decimal.min(risk.data.sizeUsd, approvedUsd) : approvedUsd;
}
