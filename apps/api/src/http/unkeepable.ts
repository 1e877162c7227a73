import type { Fault } from '@atc/core/kernel/faults';
import { isStorable } from '@atc/core/kernel/text';

const DEEPEST = 32;

/**
 * What of a request no database could keep, and where it stands: texts and names with U+0000 or half a character (a
 * lone surrogate), and values nested deeper than 32 levels.
 */
export function unkeepable(value: unknown, path: readonly string[] = []): readonly Fault[] {
  if (path.length > DEEPEST)
    return [{ path: path.slice(0, 3).join('.'), message: `is nested deeper than ${DEEPEST} levels` }];
  if (typeof value === 'string') return isStorable(value) ? [] : [{ path: path.join('.'), message: BROKEN }];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, part]) =>
    isStorable(name)
      ? unkeepable(part, [...path, name])
      : [{ path: path.join('.'), message: `the name of a field ${BROKEN}` }],
  );
}

const BROKEN = 'has a character that cannot be kept: U+0000 or half of one';
