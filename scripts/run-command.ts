import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { StartError } from '@atc/core/kernel/errors';

type Variables = Readonly<Record<string, string>>;

/** Runs one of the project's programs to its end, printing what it prints; throws a `StartError` when it fails. */
export async function runCommand(program: string, args: readonly string[], variables: Variables): Promise<void> {
  const options = {
    env: { ...process.env, ...variables },
    stdio: 'inherit' as const,
    shell: process.platform === 'win32',
  };
  const child = spawn(program, [...args], options);
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new StartError('command_failed', `${program} ${args.join(' ')} failed`);
}
