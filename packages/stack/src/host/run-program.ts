import { execFile } from 'node:child_process';
import { StartError } from '@atc/core/kernel/errors';

/** A user of this machine by number. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/** Runs a program to its end and returns what it printed; throws a `StartError` with its complaint when it fails. */
export function runProgram(file: string, args: readonly string[], runAs: RunAs | null = null): Promise<string> {
  return new Promise((resolve, reject) => {
    // The current folder may be one that the other user cannot enter.
    const options = { ...(runAs ?? {}), cwd: '/', maxBuffer: 16 * 1024 * 1024 };
    execFile(file, [...args], options, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      const complaint = stderr.trim().split('\n').slice(-5).join(' | ') || error.message;
      reject(new StartError('program_failed', `${file} failed: ${complaint}`, { cause: error }));
    });
  });
}
