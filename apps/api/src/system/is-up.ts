import { errorText } from '@atc/core/kernel/errors';
import type { Log } from '@atc/core/kernel/log';

const PATIENCE_MS = 2000;

export interface Asking {
  readonly log: Log;
  /** What is asked, as the log names it. */
  readonly what: string;
}

/** Whether something answers, in two seconds at the most. */
export async function isUp({ log, what }: Asking, ping: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
  try {
    await Promise.race([ping, late]);
    return true;
  } catch (error) {
    log.warn({ what, error: errorText(error) }, 'not ready');
    return false;
  } finally {
    clearTimeout(timer);
  }
}
