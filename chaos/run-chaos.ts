import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Dice } from '@atc/core/kernel/dice';
import type { ChaosPlan, Settled } from './plan.ts';

const program = fileURLToPath(new URL('./trade-until-killed.ts', import.meta.url));

export interface ChaosRun {
  readonly plan: Omit<ChaosPlan, 'dieAt' | 'dieWhere'>;
  readonly dice: Dice;
  /** Points a child lives through at most before it is killed. */
  readonly longestLife: number;
  /** After so many kills a child is let live to the end, if none got there before. */
  readonly kills: number;
  /** Points at each of which a child dies first. */
  readonly named: readonly string[];
}

export interface ChaosReport {
  readonly kills: number;
  /** Where children died, with how often. */
  readonly points: ReadonlyMap<string, number>;
  /** Named points that no child came to. */
  readonly missed: readonly string[];
  /** What restarts said, those that found open orders. */
  readonly settled: readonly Settled[];
  /** Holdings that the desk and the venue disagree on at the end. */
  readonly differences: number;
}

/**
 * Lets child processes trade through a plan, each killed with SIGKILL at a point drawn from the seed, the next one
 * going on where it died, until the last one gets to the end.
 */
export async function runChaos({ plan, dice, longestLife, kills, named }: ChaosRun): Promise<ChaosReport> {
  const points = new Map<string, number>();
  const settled: Settled[] = [];
  for (let killed = 0; ; killed += 1) {
    const dieWhere = named[killed] ?? null;
    const dies = dieWhere === null && killed < kills;
    const dieAt = dies ? 1 + Math.floor(dice.roll('chaos.kill', String(killed)) * longestLife) : null;
    const life = await live({ ...plan, dieAt, dieWhere });
    const [restart, end] = life.said;
    if (restart && 'open' in restart && restart.open > 0) settled.push(restart);
    if (end && 'differences' in end) {
      const missed = named.filter((name) => ![...points.keys()].some((point) => point.startsWith(name)));
      return { kills: killed, points, missed, settled, differences: end.differences };
    }
    points.set(life.died, (points.get(life.died) ?? 0) + 1);
  }
}

interface Life {
  readonly said: readonly (Settled | { readonly differences: number })[];
  readonly died: string;
}

async function live(plan: ChaosPlan): Promise<Life> {
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.end(JSON.stringify(plan));
  const [out, complaint, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  if (signal !== 'SIGKILL' && code !== 0) throw new Error(`a child ended by itself with ${code}: ${complaint}`);
  const died = /^died (.*)$/m.exec(complaint)?.[1] ?? 'at its end';
  return { said: out.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)])), died };
}
