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
}

/** The text of anything thrown. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
