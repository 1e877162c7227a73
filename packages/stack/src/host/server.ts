/** Tells a person what is going on, one line at a time. */
export type Say = (line: string) => void;

/** A server of this machine that the company uses together with others: studio, tests, another process. */
export interface SharedServer {
  readonly url: string;
  /** Whether it was found running rather than started. */
  readonly adopted: boolean;
  /** Stops the server unless somebody else is connected to it. */
  leave(): Promise<void>;
  /** Lets go of the server and keeps it running. */
  keep(): Promise<void>;
}
