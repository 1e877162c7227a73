import type { z } from 'zod';
import type { Expression, Group, Rule } from './expression.ts';
import { fields } from './expression.ts';
import { isFunction } from './grammar/functions.ts';
import { isFault, parseCondition, parseExpression } from './grammar/index.ts';
import type { Prepared } from './prepared.ts';
import { type Condition, type Strategy, strategy } from './strategy.ts';

/** What was made of data that should be a strategy: it, or every fault with the place of it. */
export type Preparation =
  | { readonly prepared: Prepared; readonly faults: readonly [] }
  | { readonly prepared: null; readonly faults: readonly string[] };

/** Reads data as a strategy with all its texts. Throws nothing: what cannot be read is a line each. */
export function prepareStrategy(data: unknown): Preparation {
  const read = strategy.safeParse(data);
  if (!read.success) return refused(read.error.issues.map(sayIssue));
  const texts = openTexts(read.data);
  const prepared = preparedOf(read.data, texts);
  const faults = [...misnamed(read.data), ...texts.faults, ...unplanned(read.data)];
  return faults.length > 0 ? refused(faults) : { prepared, faults: [] };
}

const refused = (faults: readonly string[]): Preparation => ({ prepared: null, faults });

function sayIssue({ path, message }: z.core.$ZodIssue): string {
  return `${path.length === 0 ? 'the strategy' : path.join('.')}: ${message}`;
}

/** Parameters whose names mean something already. */
function misnamed({ parameters }: Strategy): readonly string[] {
  const taken = Object.keys(parameters).filter((name) => isFunction(name) || fields.some((field) => field === name));
  return taken.map((name) => `parameters.${name}: the language has another ${name}`);
}

function unplanned({ size, exit }: Strategy): readonly string[] {
  return size.kind === 'risk' && exit.stop === null ? ['size: a size by risk needs exit.stop'] : [];
}

/** Reads the texts of a strategy and keeps what could not be read. */
interface Texts {
  readonly faults: string[];
  number(place: string, text: string | number | null): Expression | null;
  rules(place: string, conditions: readonly Condition[]): Group;
}

function openTexts({ parameters }: Strategy): Texts {
  const faults: string[] = [];
  const rule = (place: string, condition: Condition): Rule => {
    if (typeof condition !== 'string') return groupOf(place, condition);
    const read = parseCondition(condition, parameters);
    if (!isFault(read)) return read;
    faults.push(`${place}, character ${read.at}: ${read.says}`);
    return NEVER;
  };
  const list = (place: string, of: readonly Condition[]) => of.map((one, i) => rule(`${place}.${i}`, one));
  const groupOf = (place: string, group: Exclude<Condition, string>): Group =>
    'any' in group
      ? { kind: 'any', of: list(`${place}.any`, group.any) }
      : { kind: 'none', of: list(`${place}.none`, group.none) };
  return {
    faults,
    rules: (place, conditions) => ({ kind: 'all', of: list(place, conditions) }),
    number: (place, text) => {
      if (text === null) return null;
      const read = parseExpression(String(text), parameters);
      if (!isFault(read)) return read;
      faults.push(`${place}, character ${read.at}: ${read.says}`);
      return null;
    },
  };
}

const NEVER: Group = { kind: 'any', of: [] };

function preparedOf(of: Strategy, { number, rules }: Texts): Prepared {
  const { regime, entry, exit } = of;
  return {
    strategy: of,
    regime: rules('regime', regime),
    entry: rules('entry.when', entry.when),
    rank: number('entry.rank', entry.rank),
    exit: rules('exit.when', exit.when),
    stop: number('exit.stop', exit.stop),
    trailing: number('exit.trailing', exit.trailing),
    target: number('exit.target', exit.target),
    hours: number('exit.hours', exit.hours),
  };
}
