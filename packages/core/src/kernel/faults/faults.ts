import type { z } from 'zod';

/** What is wrong with an input, and where it stands. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

type Issue = z.core.$ZodIssue;

/**
 * What a schema found wrong: unknown fields one by one; what is missing once for all that one object lacks, by their
 * names; and all else as the schema says it.
 */
export function faultsOf({ issues }: Pick<z.ZodError, 'issues'>): readonly Fault[] {
  const lacking = Map.groupBy(issues.filter(isMissing), ({ path }) => pathOf(path.slice(0, -1)));
  return [
    ...[...lacking].map(([parent, lacks]) => missingFault(parent, lacks)),
    ...issues.filter((issue) => !isMissing(issue)).flatMap(faultsOfIssue),
  ];
}

const pathOf = (path: readonly PropertyKey[]): string => path.map(String).join('.');

// The schema knows a value that is not there only as one of the wrong type.
function isMissing({ code, input, message, path }: Issue): boolean {
  return code === 'invalid_type' && input === undefined && message.endsWith('received undefined') && path.length > 0;
}

function missingFault(parent: string, lacks: readonly Issue[]): Fault {
  const [only, ...others] = lacks;
  if (only && others.length === 0) return { path: pathOf(only.path), message: 'is missing' };
  return { path: parent, message: `these are missing: ${lacks.map(({ path }) => String(path.at(-1))).join(', ')}` };
}

function faultsOfIssue(issue: Issue): readonly Fault[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: pathOf(issue.path), message: issue.message }];
  return issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), message: 'unknown field' }));
}
