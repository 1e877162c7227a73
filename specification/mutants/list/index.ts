import type { Mutant } from '../mutant.ts';
import { budgets } from './budgets.ts';
import { formats } from './formats.ts';
import { gates } from './gates.ts';
import { matrix } from './matrix.ts';
import { memories } from './memories.ts';
import { personas } from './personas.ts';
import { policies } from './policies.ts';
import { relationships } from './relationships.ts';
import { schedules } from './schedules.ts';
import { tables } from './tables.ts';
import { triggers } from './triggers.ts';
import { workers } from './workers.ts';

/** Every constant of the specification that the tests of its chapter must hold. */
export const mutants: readonly Mutant[] = [
  ...personas,
  ...policies,
  ...matrix,
  ...triggers,
  ...schedules,
  ...memories,
  ...relationships,
  ...formats,
  ...budgets,
  ...gates,
  ...workers,
  ...tables,
];
