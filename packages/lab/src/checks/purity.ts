import { errorText } from '@atc/core/kernel/errors';
import type { CheckLine } from './check.ts';

type Thrower = () => never;

const thrower =
  (name: string): Thrower =>
  () => {
    throw new Error(`${name} was asked`);
  };

/** A `Date` that says what it is given and knows no time of its own. */
function timelessDate(real: DateConstructor): DateConstructor {
  return new Proxy(real, {
    construct: (target, args, made) =>
      args.length === 0 ? thrower('new Date()')() : Reflect.construct(target, args, made),
    apply: thrower('Date()'),
    get: (target, key) => (key === 'now' ? thrower('Date.now') : Reflect.get(target, key)),
  });
}

/** What stands for each thing outside of a run, where it is looked for. */
const standIns = (): readonly (readonly [holder: object, key: string, standIn: unknown])[] => [
  [globalThis, 'Date', timelessDate(Date)],
  [globalThis, 'fetch', thrower('fetch')],
  [Math, 'random', thrower('Math.random')],
  [performance, 'now', thrower('performance.now')],
  [process, 'hrtime', thrower('process.hrtime')],
];

/** Checks that a run asks for no time, chance or net of its own: whatever does throws while it runs. */
export function checkPurity(run: () => void): CheckLine {
  const replaced = standIns().map(([holder, key, standIn]) => replace(holder, key, standIn));
  try {
    run();
    return { name: 'purity', passed: true, found: 'asked for no time, chance or net of its own' };
  } catch (error) {
    return { name: 'purity', passed: false, found: errorText(error) };
  } finally {
    for (const putBack of replaced) putBack();
  }
}

/** Puts a value in place of another, and returns what puts that back. */
function replace(holder: object, key: string, value: unknown): () => void {
  const own = Object.getOwnPropertyDescriptor(holder, key);
  Object.defineProperty(holder, key, { value, configurable: true, writable: true });
  return () => {
    if (own) Object.defineProperty(holder, key, own);
    else Reflect.deleteProperty(holder, key);
  };
}
