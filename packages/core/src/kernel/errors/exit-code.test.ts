import { expect, test } from 'vitest';
import { exitCodeOf, StartError } from './index.ts';

test.each([
  ['bad_config', 78],
  ['port_in_use', 78],
  ['bad_arguments', 78],
  ['database_unreachable', 1],
  ['runs_already', 1],
])('a start that fails with %s ends with code %d', (code, exitCode) => {
  expect(exitCodeOf(new StartError(code, 'no'))).toBe(exitCode);
});
