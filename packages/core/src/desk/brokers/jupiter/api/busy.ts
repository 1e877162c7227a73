import { VenueUnknownError } from '../../broker.ts';

/** Jupiter wants to be left alone for a while. */
export class JupiterBusyError extends VenueUnknownError {
  readonly afterMs: number;

  constructor(message: string, afterMs: number) {
    super(message);
    this.afterMs = afterMs;
  }
}
