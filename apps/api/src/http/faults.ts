import type { z } from 'zod';
import type { Fault } from './problem.ts';

/** What a schema found wrong, a line each; unknown fields are named one by one. */
export function faultsOf(error: z.ZodError): readonly Fault[] {
  return error.issues.flatMap((issue): readonly Fault[] => {
    const path = issue.path.map(String);
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ path: [...path, key].join('.'), message: 'unknown field' }));
    return [{ path: path.join('.'), message: issue.message }];
  });
}
