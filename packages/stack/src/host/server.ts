/** Tells a person what is going on, one line at a time. */
export type Say = (line: string) => void;

/** A server of this machine that the company uses together with others: studio, tests, another process. */
export interface SharedServer {
  readonly url: string;
  /** Whether it was found running rather than started. */
  readonly adopted: boolean;
  /** Settles once the connection that is held to the server is gone: mostly it has ended. */
  ended(): Promise<void>;
  /**
   * Brings the server back on its own address, unless another process did meanwhile. Throws a `StartError` when it does
   * not come up, a `Withdrawn` when it is not to come back.
   */
  revive(signal: AbortSignal): Promise<void>;
  /** Stops the server unless somebody else is connected to it. */
  leave(): Promise<void>;
  /** Lets go of the server and keeps it running. */
  keep(): Promise<void>;
}
