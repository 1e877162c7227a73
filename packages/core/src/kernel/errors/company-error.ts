import { printable } from '../text/index.ts';

/** The one error family. `code` is stable and machine-readable; `message` is for people. */
export class CompanyError extends Error {
  override readonly name: string = 'CompanyError';
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A promise of the company was broken: a bug, never a user's mistake. */
export class InvariantError extends CompanyError {
  override readonly name = 'InvariantError';

  constructor(message: string, options?: ErrorOptions) {
    super('invariant', message, options);
  }
}

/** The start cannot go on: a bad variable, an unreachable server, another world's data. Printed as one line. */
export class StartError extends CompanyError {
  override readonly name = 'StartError';

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(code, printable(message), options);
  }
}

/** The text of anything thrown, on one line, as it may be shown and stored: much of it was said outside. */
export function errorText(error: unknown): string {
  return printable(error instanceof Error ? error.message : String(error));
}
