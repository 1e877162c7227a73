import { MINUTE_MS } from '@atc/core/kernel/time';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { brokenPromises } from './books.ts';
import type { Fault } from './faults.ts';
import { type Outcome, play, type Situation, situations } from './situations.ts';
import { openStage, type Stage } from './stage.ts';

/** What is owed of a passed stop, machine time from the close of its bar or the end of the fault. */
const OWED_MS = 15_000;
/** Looking on takes its time too. */
const SLACK_MS = 5000;
const CELL_MS = 5 * MINUTE_MS;

/** A test for each situation under each fault, on one desk a fault: it must also come through all of them. */
export function describeFaults(faults: readonly Fault[], tablespace?: string): void {
  describe.each(faults)('$name', (fault) => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await openStage(inject('adminUrl'), tablespace);
    }, CELL_MS);
    afterAll(() => stage?.close(), CELL_MS);
    test.each(situations)(
      '%s',
      async (situation) => {
        const outcome = await play(stage, fault, situation);
        process.stdout.write(`${rowOf(fault, situation, outcome)}\n`);
        expectOwed(fault, situation, outcome);
        expect(await brokenPromises(stage)).toEqual([]);
      },
      CELL_MS,
    );
  });
}

function expectOwed(fault: Fault, situation: Situation, outcome: Outcome): void {
  if (situation === 'an entry under way') expect(outcome.said).toBe('');
  else if (situation === 'an exit under way') expect(outcome.soldMs).not.toBeNull();
  else expectStop(fault, situation, outcome);
}

function expectStop(fault: Fault, situation: Situation, outcome: Outcome): void {
  const { soldMs, during, toldMs, halt } = outcome;
  if (situation === 'an operator halts') expect(haltOf[fault.halt], JSON.stringify(outcome)).toContain(halt);
  const mustTell = halt !== null || fault.stop === 'told' || (fault.stop === 'sold or told' && !during);
  if (mustTell)
    expect(toldMs ?? Number.POSITIVE_INFINITY, 'nobody was told').toBeLessThan(
      OWED_MS + SLACK_MS + BLIND_MS[fault.stop],
    );
  if (situation === 'an operator halts') return;
  expect(isInTime(soldMs), `the stop sold after ${soldMs} ms`).toBe(true);
  if (fault.stop === 'sold') expect(during, 'it was sold while the fault lasted').toBe(true);
}

const haltOf = { halts: [200], refuses: [503], 'halts or refuses': [200, 503] } as const;
const isInTime = (ms: number | null) => ms !== null && ms < OWED_MS + SLACK_MS;

/** A live price is fresh for thirty seconds: only then is it missed. */
const BLIND_MS = { told: 30_000, 'sold or told': 0, sold: 0, 'sold after': 0 } as const;

function rowOf({ name }: Fault, situation: string, { soldMs, during, toldMs, said, halt }: Outcome): string {
  const seconds = (ms: number | null) => (ms === null ? '-' : `${(ms / 1000).toFixed(1)} s`);
  const heard = said === '' ? '' : ` "${said.slice(0, 100)}"`;
  return (
    `| ${name} | ${situation} | sold ${seconds(soldMs)}${during ? ' during' : ''} | told ` +
    `${seconds(toldMs)}${heard} | halt ${halt ?? '-'} |`
  );
}
