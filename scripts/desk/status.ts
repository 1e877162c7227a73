import type { Heartbeat } from '@atc/core/company/runs';
import type { ActiveLock, StoredState } from '@atc/core/desk/protections';
import type { LimitUse, PositionRisk, Risk } from '@atc/core/desk/risk';
import { sayAge, sayBooked, sayCount, sayPrice, sayShare } from '@atc/core/kernel/figures';
import { plain } from '@atc/core/kernel/money';

/** What one wants to know of a desk at a glance. */
export interface Status {
  /** Who moves its time, in words; null: nobody does, and nothing is watched. */
  readonly runs: string | null;
  /** Company time in words. */
  readonly time: string;
  readonly mode: 'paper' | 'live';
  readonly state: StoredState;
  /** The standing since it opened, in a sentence; null where it has no prices now. */
  readonly standing: string | null;
  readonly todayUsd: string;
  readonly risk: Risk;
  readonly locks: readonly ActiveLock[];
  readonly deadLetters: number;
  /** How the heart beats; null before its first beat. */
  readonly beat: Pick<Heartbeat, 'silentMs' | 'late'> | null;
}

/** What somebody should look at, a line each; empty: all is well. */
export function troublesOf({ runs, state, locks, deadLetters, beat, risk }: Status): readonly string[] {
  const held = sayCount(risk.positions.length, 'position');
  return [
    ...(runs === null ? [`the company does not run: nothing watches the ${held} that it holds`] : []),
    ...(state.state === 'active' ? [] : [`trading is ${state.state} since ${state.changedBy} said "${state.reason}"`]),
    ...(runs !== null && beat?.late ? [`the heartbeat is late: the last was ${sayAge(beat.silentMs)} ago`] : []),
    ...(deadLetters > 0 ? [`${sayCount(deadLetters, 'step')} failed for good: /admin/queues`] : []),
    ...locks.map(({ symbol, reason }) => `${symbol ?? 'everything'} is locked: ${reason}`),
  ];
}

/** 0: all is well; 1: something needs attention; 2: it stands still or does not run. */
export function exitCodeOf(status: Status): number {
  if (status.runs === null || status.state.state === 'halted') return 2;
  return troublesOf(status).length > 0 ? 1 : 0;
}

/** The status as lines of a screen. */
export function linesOf(status: Status): readonly string[] {
  const { runs, time, mode, standing, todayUsd, risk } = status;
  const money = mode === 'live' ? 'REAL MONEY' : 'paper money';
  return [
    `${time}, ${money}; ${runs === null ? 'does not run' : `runs as ${runs}`}`,
    ...(standing === null ? [] : [standing]),
    `Equity ${sayBooked(risk.equityUsd)}, today ${sayBooked(todayUsd)}; at risk ${sayBooked(risk.lossUsd)} ` +
      `(${sayShare(risk.lossShare)} of equity) if every stop is hit.`,
    ...risk.positions.map(lineOfPosition),
    `Limits: ${risk.limits.map(lineOfLimit).join(', ')}`,
    ...troublesOf(status).map((trouble) => `! ${trouble}`),
  ];
}

function lineOfPosition({ symbol, price, stop, lossUsd, valueUsd, stopRests }: PositionRisk): string {
  const guard = stop === null ? 'NO STOP' : `stop ${sayPrice(stop)}${stopRests ? ' at the venue' : ''}`;
  return `  ${symbol.padEnd(8)} ${sayBooked(valueUsd)} at ${sayPrice(price)}, ${guard}, ${sayBooked(lossUsd)} at risk`;
}

function lineOfLimit({ name, unit, used, limit }: LimitUse): string {
  const say = said[unit];
  return `${name.replaceAll('_', ' ')} ${say(used)}${limit === null ? '' : ` of ${say(limit)}`}`;
}

const said: Readonly<Record<LimitUse['unit'], (figure: LimitUse['used']) => string>> = {
  count: (count) => plain(count),
  usd: sayBooked,
  share: (share) => sayShare(share.toNumber()),
};
