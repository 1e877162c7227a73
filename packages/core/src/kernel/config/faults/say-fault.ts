import type { Variables } from '../config.ts';

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

const SECRET = /KEY|SECRET|TOKEN|URL|CONFIRMED|PASSPHRASE/;

/** Says which variable is wrong, what was given unless it may be a secret, and what is allowed. */
export function sayFault(issue: Issue, given: Variables): string {
  const name = String(issue.path[0]);
  const value = SECRET.test(name) ? 'a value' : JSON.stringify(given[name]);
  return `${name} was given ${value}: ${issue.message}`;
}
