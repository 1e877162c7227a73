import { parseArgs } from 'node:util';
import { StartError } from '../errors/index.ts';

/**
 * Whether a start was told `--join`: to run beside a company that runs already, as more processes of the same one.
 * Throws a `StartError` for anything else.
 */
export function wantsToJoin(args: readonly string[]): boolean {
  try {
    return parseArgs({ args: [...args], options: { join: { type: 'boolean', default: false } } }).values.join;
  } catch {
    throw new StartError('bad_arguments', `${args.join(' ')} is not understood: a start knows --join only`);
  }
}
