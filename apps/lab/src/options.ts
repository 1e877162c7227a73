import { parseArgs } from 'node:util';
import { type FillTime, fillTimes } from '@atc/lab/engine';

/** What a command may be told. */
export interface Options {
  /** How many runs of chance. */
  readonly seeds: number;
  /** Fees, spread and impact, so many times as high. */
  readonly costs: number;
  readonly fill: FillTime;
  /** How many days a check plays. */
  readonly days: number;
  readonly data: string | undefined;
  readonly from: Date | undefined;
  readonly to: Date | undefined;
}

const told = { type: 'string' } as const;
const known = { seeds: told, costs: told, fill: told, days: told, data: told, from: told, to: told };

/** Reads the options of a command; a sentence that says which cannot be read. */
export function optionsOf(args: readonly string[]): Options | string {
  try {
    const {
      seeds = '5',
      costs = '1',
      fill = 'close',
      days = '14',
      ...rest
    } = parseArgs({
      args: [...args],
      options: known,
      strict: true,
    }).values;
    return {
      seeds: numberOf('seeds', seeds, { least: 1, whole: true }),
      costs: numberOf('costs', costs, { least: 0, whole: false }),
      days: numberOf('days', days, { least: 1, whole: true }),
      fill: fillOf(fill),
      data: rest.data,
      from: dateOf('from', rest.from),
      to: dateOf('to', rest.to),
    };
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return error.message;
    throw error;
  }
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
