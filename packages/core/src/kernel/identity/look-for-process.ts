import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { type Holder, type Life, lifeOf, type ProcessMark } from './holder.ts';

/** The mark of this process. */
export function thisProcess(): ProcessMark {
  return { host: hostname(), machine: thisMachine(), pid: process.pid, born: bornAt(process.pid) };
}

/** This machine since it was started; containers have process numbers of their own and so count as machines. */
export function thisMachine(): string {
  return [hostname(), tryRead(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim())]
    .concat(tryRead(() => readlinkSync('/proc/self/ns/pid')))
    .filter((part) => part !== null)
    .join(' ');
}

/** Whether a holder lives, as far as this machine can tell. */
export function lookFor(holder: Holder): Life {
  return lifeOf(holder, thisMachine(), runs(holder.pid) ? { born: bornAt(holder.pid) } : null);
}

const ZOMBIE = 'Z';

/** A killed process whose parent has not asked after it keeps its number and does nothing any more. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return statOf(pid)?.[0] !== ZOMBIE;
}

const BORN = 19;

const bornAt = (pid: number): string | null => statOf(pid)?.[BORN] ?? null;

/** What Linux tells of a process, from its state on: its name before may hold blanks and brackets. */
function statOf(pid: number): readonly string[] | null {
  const text = tryRead(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  return text === null ? null : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function tryRead(read: () => string): string | null {
  try {
    return read();
  } catch {
    return null;
  }
}
