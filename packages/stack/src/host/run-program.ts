import { spawn } from 'node:child_process';
import { StartError } from '@atc/core/kernel/errors';

/** A user of this machine by number. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

interface ProgramOptions extends Partial<RunAs> {
  /** Ends the program when aborted. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a program to its end and returns what it printed; throws a `StartError` with its complaint when it fails. It has
 * a session of its own: a Ctrl-C or a closed terminal reaches this process alone, which ends what it started in order.
 */
export async function runProgram(
  file: string,
  args: readonly string[],
  options: ProgramOptions | null = null,
): Promise<string> {
  const { signal, ...runAs } = options ?? {};
  signal?.throwIfAborted();
  // The current folder may be one that the other user cannot enter.
  const child = spawn(file, [...args], { ...runAs, cwd: '/', detached: true, windowsHide: true });
  const cut = () => endGroup(child.pid);
  signal?.addEventListener('abort', cut, { once: true });
  const said = { out: '', complaint: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    said.out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said.complaint += chunk.toString();
  });
  const failure = await new Promise<Error | null>((tell) => {
    child.once('error', tell);
    child.once('close', (code, by) => tell(code === 0 ? null : new Error(`it ended with ${by ?? code}`)));
  });
  signal?.removeEventListener('abort', cut);
  signal?.throwIfAborted();
  if (!failure) return said.out;
  const complaint = said.complaint.trim().split('\n').slice(-5).join(' | ') || failure.message;
  throw new StartError('program_failed', `${file} failed: ${complaint}`, { cause: failure });
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGTERM');
  } catch {
    // It has ended by itself meanwhile.
  }
}
