import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { type Prepared, prepareStrategy } from '@atc/core/desk/strategies';
import { COMPANY_TERMS } from '@atc/lab/engine';
import { type SearchAsked, searchVariants, variantPlayer, variantsOf } from '@atc/lab/search';
import { dataContender, openArena, playOnce, type Tape, tapeOf } from '@atc/lab/strategies';
import type { World } from '@atc/lab/world';
import { line } from '../figures.ts';

const ALONE_NS = 150;
const SWEEP_NS = 40;
const SWEEP_MS = 5000;
const LEAST_SCALING = 0.8;
const TIMES = 8;

/** Plays the crossing of averages over a world: with nothing known, 400 variants on one core, and on all cores. */
export async function benchStrategies({ market }: World): Promise<readonly string[]> {
  const prepared = await readCross();
  const tape = tapeOf(market);
  const bars = tape.tokens.reduce((sum, { base }) => sum + base.length, 0);
  const variants = variantsOf(prepared.strategy.parameters).length;
  const nsOf = (ms: number) => (ms * 1e6) / bars;
  const alone = nsOf(Math.min(...Array.from({ length: TIMES }, () => aloneMs(tape, prepared))));
  const sweepMs = sweep(tape, prepared);
  const each = nsOf(sweepMs / variants);
  const cores = availableParallelism();
  const [one, all] = [await searchMs(tape, prepared, 1), await searchMs(tape, prepared, cores)];
  const scaling = one / all / cores;
  return [
    line(
      'a strategy as data, alone',
      `${alone.toFixed(0)} ns a bar and token (at most ${ALONE_NS})`,
      alone <= ALONE_NS,
    ),
    line('the same in a sweep', `${each.toFixed(0)} ns a bar and token (at most ${SWEEP_NS})`, each <= SWEEP_NS),
    line(
      `${variants} variants on one core`,
      `${sweepMs.toFixed(0)} ms of CPU (at most ${SWEEP_MS})`,
      sweepMs <= SWEEP_MS,
    ),
    line(
      `the same search on ${cores} threads`,
      `${scaling.toFixed(2)} a core (at least ${LEAST_SCALING}), ${all.toFixed(0)} ms instead of ${one.toFixed(0)}`,
      scaling >= LEAST_SCALING,
    ),
  ];
}

async function readCross(): Promise<Prepared> {
  const { prepared } = prepareStrategy(JSON.parse(await readFile('strategies/ema-cross.json', 'utf8')));
  if (!prepared) throw new Error('strategies/ema-cross.json cannot be read');
  return prepared;
}

/** Processor time of a run for which every column is made anew, longer bars aside. */
function aloneMs(tape: Tape, prepared: Prepared): number {
  const [arena, contender] = [openArena(tape), dataContender(prepared)];
  arena.grid(contender.bars);
  const before = process.cpuUsage();
  playOnce(arena, contender, { from: tape.startsAt, to: tape.endsAt, terms: COMPANY_TERMS });
  return cpuMs(before);
}

function cpuMs(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const searched = (tape: Tape): Pick<SearchAsked, 'parts' | 'terms'> => ({
  parts: [{ split: 'whole', from: tape.startsAt, to: tape.endsAt }],
  terms: COMPANY_TERMS,
});

function sweep(tape: Tape, prepared: Prepared): number {
  const before = process.cpuUsage();
  const play = variantPlayer(tape, { strategy: prepared.strategy, ...searched(tape) });
  variantsOf(prepared.strategy.parameters).forEach((_, variant) => {
    play(variant);
  });
  return cpuMs(before);
}

async function searchMs(tape: Tape, prepared: Prepared, threads: number): Promise<number> {
  const before = performance.now();
  await searchVariants({ tape, prepared, ...searched(tape), threads });
  return performance.now() - before;
}
