import type { PolicySet } from '@atc/core/company/policies';
import { capKeys } from '@atc/core/desk/caps';
import { dayOf, wallTimeOf } from '@atc/core/kernel/time';
import type { Finding } from './finding.ts';

/** How much of the day's analyses is used, and how much of the day is over. */
export interface Pace {
  readonly used: number;
  /** What INTEL's own findings may use of it in a day. */
  readonly quota: number;
  /** Of the company's day, 0 to 1. */
  readonly dayShare: number;
}

const MINUTES_A_DAY = 1440;

/** The limit that analyses of this day use up. */
export function keyOfDay({ values }: PolicySet, now: Date): string {
  return capKeys.analyses(dayOf(now, values.company?.timezone ?? 'UTC'));
}

/** The pace at an instant, by what is used of this day's limit. Null where a policy cannot be read. */
export function paceOf({ values }: PolicySet, now: Date, used: number): Pace | null {
  const { trade_limits: limits, company } = values;
  if (!limits) return null;
  const timeZone = company?.timezone ?? 'UTC';
  return {
    used,
    quota: limits.max_daily_analyses - limits.analyses_kept_for_held_and_posted,
    dayShare: wallTimeOf(now, timeZone).minutes / MINUTES_A_DAY,
  };
}

/** The weakest finding that there is. */
const WEAKEST = 0.5;
/** How much stronger a finding must be for each part of the quota that was used before its time. */
const STEEP = 2;

/**
 * How strong a finding must be to be worth an analysis now: any while the quota is used no faster than the day goes by,
 * and the stronger the further ahead it is, so that a better one finds room later.
 */
export function leastStrength({ used, quota, dayShare }: Pace): number {
  const ahead = used / Math.max(1, quota) - dayShare;
  return ahead <= 0 ? 0 : WEAKEST + ahead * STEEP;
}

/** Findings that are worth an analysis at this pace. What would be sold always is. */
export function worthAnalysing(findings: readonly Finding[], pace: Pace | null): readonly Finding[] {
  const least = pace ? leastStrength(pace) : 0;
  return findings.filter(({ signalType, strength }) => signalType !== 'buy' || strength >= least);
}
