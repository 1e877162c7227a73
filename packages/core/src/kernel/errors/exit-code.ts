import type { StartError } from './company-error.ts';

/** Tells a service manager that another start would fail in the same way: `EX_CONFIG` of sysexits. */
const LASTING = 78;

const lastingCodes: readonly string[] = ['port_in_use', 'bad_config', 'bad_arguments'];

/** Returns the exit code of a process that cannot start: 78 where a person must change something first, else 1. */
export function exitCodeOf({ code }: StartError): number {
  return lastingCodes.includes(code) ? LASTING : 1;
}
