import { parseArgs } from 'node:util';
import { type FeedLevel, feedLevels } from '@atc/core/company/events';
import { StartError } from '@atc/core/kernel/errors';

/** What a start was told. */
export interface StartArguments {
  /** To run beside a company that runs already, as more processes of the same one. */
  readonly join: boolean;
  /** How much of what happens the terminal tells. */
  readonly feed: FeedLevel;
}

/** Reads what follows `npm start --`. Throws a `StartError` for anything else. */
export function readStart(args: readonly string[]): StartArguments {
  const options = {
    join: { type: 'boolean', default: false },
    feed: { type: 'string', default: 'decisions' },
  } as const;
  try {
    const { values } = parseArgs({ args: [...args], options });
    const feed = feedLevels.find((level) => level === values.feed);
    if (feed) return { join: values.join, feed };
  } catch {
    // Told below, as a level that there is not.
  }
  throw new StartError(
    'bad_arguments',
    `${args.join(' ')} is not understood: a start knows --join and --feed ${feedLevels.join('|')}`,
  );
}
