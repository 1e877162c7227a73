import type { Config } from '@atc/core/kernel/config';
import { hearEnd } from '@atc/core/kernel/ending';
import { StartError } from '@atc/core/kernel/errors';
import { openStack, type Stack, type StackOptions } from '@atc/stack/launcher';

/** Prints one line. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/**
 * Runs a command's work on the company's servers and leaves them as they were; a failed start is one clear line. A
 * command that is told to end gives up its start, or ends its work first. What the servers say goes to `tell`.
 */
export async function withStack(
  config: Config & Pick<StackOptions, 'queueBackend'>,
  work: (stack: Stack, say: StackOptions['say'], end: AbortSignal) => Promise<void>,
  tell: StackOptions['say'] = say,
): Promise<void> {
  await orExplain(async () => {
    const end = hearEnd();
    const stack = await openStack({ ...config, say: tell, signal: end });
    await work(stack, tell, end).finally(() => stack.close());
  });
}

/** Runs `work`; what keeps it from starting is printed as one line and makes the command fail. */
export async function orExplain(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
