/** One look of the preflight. A failed one keeps the company from trading real money; a warning is only said. */
export interface Check {
  readonly name: string;
  readonly outcome: 'ok' | 'warning' | 'failed';
  readonly said: string;
}

/** A look that passed, or one that keeps the company from trading. */
export function check(name: string, passed: boolean, said: string): Check {
  return { name, outcome: passed ? 'ok' : 'failed', said };
}

/** Whether nothing forbids to start. */
export function mayGoLive(checks: readonly Check[]): boolean {
  return checks.length > 0 && checks.every(({ outcome }) => outcome !== 'failed');
}

/** A check as a line for people. */
export function checkLine({ name, outcome, said }: Check): string {
  const mark = { ok: 'ok     ', warning: 'NOTE   ', failed: 'FAILED ' }[outcome];
  return `${mark} ${name.padEnd(14)} ${said}`;
}
