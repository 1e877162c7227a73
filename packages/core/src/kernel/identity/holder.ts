/** A process of this or another machine, so that it cannot be taken for a later one with its number. */
export interface ProcessMark {
  /** The machine's name, for people. */
  readonly host: string;
  /** The machine, its start and its space of process numbers: only within one can a process be looked for. */
  readonly machine: string;
  readonly pid: number;
  /** When the process began, as the machine counts; null where it does not say. */
  readonly born: string | null;
}

/** The process that moves a company's time, or has its data folder. */
export interface Holder extends ProcessMark {
  readonly since: string;
  /** Where its desk is open. */
  readonly url: string;
}

/** What can be known here about a holder: `unknown` runs elsewhere, or cannot be told from a later process. */
export type Life = 'alive' | 'gone' | 'unknown';

/**
 * Whether a process still lives, from what runs under its number on this machine; `running` is null when nothing does.
 */
export function lifeOf(holder: ProcessMark, here: string, running: { readonly born: string | null } | null): Life {
  if (holder.machine !== here) return 'unknown';
  if (!running) return 'gone';
  if (holder.born === null || running.born === null) return 'unknown';
  return holder.born === running.born ? 'alive' : 'gone';
}

/** A holder in words: its number, since when it runs and where its desk is. */
export function nameHolder({ host, machine, pid, since, url }: Holder, here: string): string {
  const where = machine === here ? '' : ` on ${host}`;
  return `process ${pid}${where}, since ${since.slice(0, 19).replace('T', ' ')} UTC, ${url}`;
}

/** Where a desk that listens on this host and port is reached from its own machine. */
export function deskUrl(host: string, port: number): string {
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${shown}:${port}`;
}
