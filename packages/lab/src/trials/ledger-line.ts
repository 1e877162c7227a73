import { createHash } from 'node:crypto';
import { StartError } from '@atc/core/kernel/errors';
import { jsonIn } from '@atc/core/kernel/text';
import { type Trial, trial } from '@atc/core/loop/trials';
import { z } from 'zod';

/** The hash that the first line names as the one before it. */
export const NO_HEAD = '0'.repeat(64);

const line = z.strictObject({ prev: z.string(), hash: z.string(), trial });

/** What a ledger holds, and the hash of its last line. */
export interface Ledger {
  readonly trials: readonly Trial[];
  readonly head: string;
}

/** The lines that continue a ledger with these trials: each holds the hash of the line before. */
export function linesAfter(head: string, trials: readonly Trial[]): readonly string[] {
  let prev = head;
  return trials.map((given) => {
    // In the order of its fields that a reader will find.
    const one = trial.parse(given);
    const hash = hashOf(prev, one);
    const text = JSON.stringify({ prev, hash, trial: one });
    prev = hash;
    return text;
  });
}

/**
 * Reads the text of a ledger. Throws a `StartError` that names the first line that does not follow from the one before
 * it: somebody changed it, took one out or left one half written.
 */
export function readLines(text: string): Ledger {
  const lines = text === '' ? [] : text.split('\n');
  if (lines.length > 0 && lines.at(-1) !== '') throw broken(lines.length, 'was left half written');
  let head = NO_HEAD;
  const trials = lines.slice(0, -1).map((one, i) => {
    const read = line.safeParse(jsonIn(one));
    if (!read.success) throw broken(i + 1, 'is no trial');
    const { prev, hash } = read.data;
    if (prev !== head || hash !== hashOf(prev, read.data.trial)) throw broken(i + 1, 'was changed, or one before it');
    head = hash;
    return read.data.trial;
  });
  return { trials, head };
}

function hashOf(prev: string, one: Trial): string {
  return createHash('sha256')
    .update(`${prev}\n${JSON.stringify(one)}`)
    .digest('hex');
}

const broken = (at: number, what: string): StartError =>
  new StartError('broken_ledger', `line ${at} of the ledger of trials ${what}: it cannot be trusted any more`);
