import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { DAY_MS } from '@atc/core/kernel/time';
import { openReplayMarket } from '@atc/core/market';
import { deskSettings, playDesk } from '@atc/lab/desk';
import { loadWorld, type World } from '@atc/lab/world';
import { asTheLab, playCompany } from '@atc/lab-app/company';
import { line } from '../figures.ts';
import { countStatements } from '../statements.ts';
import { benchStrategies } from './bench-strategies.ts';

const FOLDER = resolve('../shared/data/candles/5m');
const FIRST_MS = 5000;
const NEXT_MS = 800;
const NEXT_RUNS = 3;
/** With those that open and end a transaction, of what runs by machine time, and of the company's opening. */
const STATEMENTS = 30;
const KINDS = 12;

/** Plays the desk and strategies over recorded candles in the lab, and a day of the desk with the whole company. */
export async function benchLab(): Promise<readonly string[]> {
  if (!existsSync(FOLDER)) return [line('the desk in the lab', `skipped: there is no recording in ${FOLDER}`, null)];
  const loading = spent();
  const world = await loadWorld({ seed: '1', dir: FOLDER });
  const loadMs = loading();
  const first = playMs(world);
  const next = Math.min(...Array.from({ length: NEXT_RUNS }, () => playMs(world)));
  const { market } = world;
  const bars = (market.endsAt.getTime() - market.startsAt.getTime()) / market.barMs;
  const days = (bars * market.barMs) / DAY_MS;
  const company = await playDay(market.startsAt);
  const times = (ms: number) => (company ? `${((company.cpuMs * bars) / ms).toFixed(0)} x` : 'not measured');
  const what = `the desk, ${days.toFixed(0)} days x ${market.contracts().length} tokens`;
  return [
    line('reading the recording into columns', `${loadMs.toFixed(0)} ms of CPU`, null),
    line(`${what}, first run`, `${first.toFixed(0)} ms of CPU (at most ${FIRST_MS})`, first <= FIRST_MS),
    line(`${what}, next run`, `${next.toFixed(0)} ms of CPU (at most ${NEXT_MS})`, next <= NEXT_MS),
    line('the company needs as many times more', `${times(first)} of a first run, ${times(next)} of a next`, null),
    ...(company ? paceOf(company) : []),
    ...(await benchStrategies(world)),
  ];
}

/** Starts to measure the processor time of this process, in milliseconds. */
function spent(): () => number {
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
}

function playMs(world: World): number {
  const measure = spent();
  playDesk(world, deskSettings(world, { policies: asTheLab }));
  return measure();
}

interface Pace {
  /** Processor time of a bar, in the company's own process. */
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly statements: number;
  /** Statements of a bar by their kind, the most first. */
  readonly kinds: readonly (readonly [string, number])[];
}

/** How the whole company plays a day of the recording, a bar; null without a Redis. */
async function playDay(from: Date): Promise<Pace | null> {
  const to = new Date(from.getTime() + DAY_MS);
  const market = await openReplayMarket({ dir: FOLDER, from, to });
  const sent = countStatements();
  const played = await playCompany(market, { backend: 'redis', policies: asTheLab });
  sent.stop();
  if (!played) return null;
  const bars = DAY_MS / market.barMs;
  return {
    ...{ cpuMs: played.cpuMs / bars, wallMs: played.wallMs / bars, statements: sent.count() / bars },
    kinds: sent.kinds().map(([kind, times]) => [kind, times / bars]),
  };
}

/** The statements of a bar in the company, and most of where they go. */
function paceOf({ cpuMs, wallMs, statements, kinds }: Pace): readonly string[] {
  const most = kinds.slice(0, KINDS).map(([kind, times]) => line(`  ${kind}`, times.toFixed(1), null));
  return [
    line('a bar in the company', `${cpuMs.toFixed(1)} ms of CPU, ${wallMs.toFixed(1)} ms`, null),
    line('statements of a bar', `${statements.toFixed(1)} (at most ${STATEMENTS})`, statements <= STATEMENTS),
    ...most,
  ];
}
