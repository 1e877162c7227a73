/** Does one part of a start; a part that takes long is named. */
export type Part = <T>(what: string, work: () => Promise<T>) => Promise<T>;

interface Start {
  readonly say: (line: string) => void;
  /** Aborted when the start is to be given up. */
  readonly end?: AbortSignal | undefined;
}

const LONG_MS = 1000;

/**
 * The parts of a start, one after the other: none begins once the start is to be given up, and the reason is thrown.
 */
export function inParts({ say, end }: Start): Part {
  return async (what, work) => {
    end?.throwIfAborted();
    const timer = setTimeout(() => say(`${what} …`), LONG_MS);
    try {
      return await work();
    } finally {
      clearTimeout(timer);
    }
  };
}
