import { parseArgs } from 'node:util';
import { DAY_MS, HOUR_MS } from '@atc/core/kernel/time';
import { type FillTime, fillTimes } from '@atc/lab/engine';
import { usualCut } from '@atc/lab/walks';

/** What a command may be told. */
export interface Options {
  /** What the command is about: strategies by name or by file, in the order told. */
  readonly names: readonly string[];
  /** How many runs of chance. */
  readonly seeds: number;
  /** Fees, spread and impact, so many times as high. */
  readonly costs: number;
  readonly fill: FillTime;
  /** How many days a check plays; undefined: 14 of the desk, all of a strategy. */
  readonly days: number | undefined;
  /** How many variants a search may try. */
  readonly budget: number;
  /** What a search belongs to; undefined: the strategy's name. */
  readonly family: string | undefined;
  /** Threads that search; undefined: one less than the machine has processors. */
  readonly workers: number | undefined;
  /** How long a part of a walk-forward trains, waits and tests, ms. */
  readonly trainMs: number;
  readonly gapMs: number;
  readonly testMs: number;
  /** Whether the whole company is played too. */
  readonly company: boolean;
  readonly data: string | undefined;
  readonly from: Date | undefined;
  readonly to: Date | undefined;
}

const told = { type: 'string' } as const;
const known = {
  ...{ seeds: told, costs: told, fill: told, days: told, data: told, from: told, to: told },
  ...{ budget: told, family: told, workers: told, train: told, gap: told, test: told },
  company: { type: 'boolean' },
} as const;

/** Reads the options of a command; a sentence that says which cannot be read. */
export function optionsOf(args: readonly string[]): Options | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: known,
      strict: true,
      allowPositionals: true,
    });
    return read(values, positionals);
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return error.message;
    throw error;
  }
}

type Told = Readonly<Partial<Record<Exclude<keyof typeof known, 'company'>, string>> & { company?: boolean }>;

function read(values: Told, names: readonly string[]): Options {
  const count = (name: 'seeds' | 'days' | 'budget' | 'workers', unless: string) =>
    numberOf(name, values[name] ?? unless, { least: 1, whole: true });
  return {
    names,
    seeds: count('seeds', '5'),
    costs: numberOf('costs', values.costs ?? '1', { least: 0, whole: false }),
    days: values.days === undefined ? undefined : count('days', '1'),
    fill: fillOf(values.fill ?? 'close'),
    budget: count('budget', '400'),
    family: values.family,
    workers: values.workers === undefined ? undefined : count('workers', '1'),
    trainMs: values.train === undefined ? usualCut.trainMs : spanOf('train', values.train),
    gapMs: values.gap === undefined ? usualCut.gapMs : spanOf('gap', values.gap),
    testMs: values.test === undefined ? usualCut.testMs : spanOf('test', values.test),
    company: values.company ?? false,
    data: values.data,
    from: dateOf('from', values.from),
    to: dateOf('to', values.to),
  };
}

interface Allowed {
  readonly least: number;
  readonly whole: boolean;
}

function numberOf(name: string, text: string, { least, whole }: Allowed): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= least) || !Number.isFinite(value) || (whole && !Number.isInteger(value)))
    throw new RangeError(`--${name} takes a ${whole ? 'whole ' : ''}number from ${least} on`);
  return value;
}

const SPAN = /^(\d{1,4})([dh])$/;

function spanOf(name: string, text: string): number {
  const [, count, unit] = SPAN.exec(text) ?? [];
  if (count === undefined) throw new RangeError(`--${name} takes days or hours such as 30d or 12h`);
  return Number(count) * (unit === 'd' ? DAY_MS : HOUR_MS);
}

function fillOf(text: string): FillTime {
  const fill = fillTimes.find((one) => one === text);
  if (!fill) throw new RangeError(`--fill takes ${fillTimes.join(', ')}`);
  return fill;
}

function dateOf(name: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) throw new RangeError(`--${name} takes a date such as 2025-01-02`);
  return at;
}
