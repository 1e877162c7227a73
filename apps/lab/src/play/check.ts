import type { SeriesMarket } from '@atc/core/market';
import {
  type CheckLine,
  checkLookAhead,
  checkPurity,
  checkRecursion,
  checkRepeatability,
  checkStress,
  endedAt,
  type Subject,
} from '@atc/lab/checks';
import { deskSettings, playDesk } from '@atc/lab/desk';
import type { Terms } from '@atc/lab/engine';
import { DAY_MS, HOUR_MS } from '@atc/lab/measure';
import { decisionsOf } from '@atc/lab/plays';
import { openWorld } from '@atc/lab/world';
import type { Command, LabContext } from '../command.ts';
import { openLab } from '../open-lab.ts';
import { openProgress } from '../progress.ts';
import { heading, sayCheck } from '../screen.ts';
import { checkStrategy } from '../strategies/check-strategy.ts';

/** What the confidence of a signal rests on. */
const READ = [
  { intervalMs: HOUR_MS, count: 120 },
  { intervalMs: HOUR_MS / 4, count: 120 },
] as const;
const LOOKS = 10;

const DAYS = 14;

/** Checks a strategy, or the desk where none is named. */
export const check: Command = async (ctx) => {
  const [name = 'desk'] = ctx.options.names;
  return name === 'desk' ? checkDesk(ctx) : checkStrategy(ctx, name);
};

/** Plays the desk under conditions that an honest result survives, and says which it did not. */
async function checkDesk(ctx: LabContext): Promise<boolean> {
  const lab = await openLab(ctx);
  const { startsAt, endsAt } = lab.world.market;
  const last = new Date(Math.min(startsAt.getTime() + (ctx.options.days ?? DAYS) * DAY_MS, endsAt.getTime()));
  const market = endedAt(lab.world.market, last);
  const lines = allChecks({ market, whole: lab.world.market }, ctx);
  for (const line of [...lines.map(sayCheck), '', ...heading({ ...lab, world: openWorld(market) })]) ctx.say(line);
  return lines.every(({ passed }) => passed);
}

interface Checked {
  readonly market: SeriesMarket;
  /** The whole recording: settled indicators need more history than some days have. */
  readonly whole: SeriesMarket;
}

function allChecks({ market, whole }: Checked, { wish: { seed }, terminal }: LabContext): readonly CheckLine[] {
  const bar = openProgress(terminal);
  const subject: Subject = (played) => decisionsOf(play(played, { seed }));
  const played = (done: number, of: number) => bar.show(`look-ahead, play ${done} of ${of}`, done / of);
  const lines = [
    ...checkLookAhead({ market, subject, seed, played }),
    ...recursions(whole),
    checkPurity(() => subject(market)),
    checkRepeatability(subject, market),
    ...stresses(market, seed),
  ];
  bar.clear();
  return lines;
}

function recursions(market: SeriesMarket): readonly CheckLine[] {
  const [from, to] = [market.startsAt.getTime(), market.endsAt.getTime()];
  const instants = Array.from({ length: LOOKS }, (_, i) => new Date(from + ((i + 1) * (to - from)) / LOOKS));
  return READ.map((query) => checkRecursion({ market, query, instants }));
}

interface Playing {
  readonly seed: string;
  readonly terms?: Terms;
}

function play(market: SeriesMarket, playing: Playing) {
  const world = openWorld(market);
  return playDesk(world, deskSettings(world, playing));
}

function stresses(market: SeriesMarket, seed: string): readonly CheckLine[] {
  const gainOf = (terms: Terms): number => {
    const { capitalUsd, equityUsd } = play(market, { seed, terms });
    return equityUsd / capitalUsd - 1;
  };
  const plain = gainOf({ costs: 1, fill: 'close' });
  return [
    checkStress({ name: 'delay of one bar', plain, stressed: gainOf({ costs: 1, fill: 'next_close' }) }),
    checkStress({ name: 'costs × 1.5', plain, stressed: gainOf({ costs: 1.5, fill: 'close' }) }),
    checkStress({ name: 'costs × 2', plain, stressed: gainOf({ costs: 2, fill: 'close' }) }),
  ];
}
