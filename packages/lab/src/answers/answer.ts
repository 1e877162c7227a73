import { z } from 'zod';

/** What a command of the lab found, as it is kept on disk. */
export const answer = z.strictObject({
  /** Machine time. */
  at: z.iso.datetime(),
  /** What was said. */
  lines: z.array(z.string()).readonly(),
  /** Runs that the ledger has since. */
  runs: z.array(z.string()).readonly(),
  /** Whether nothing refused what was played. */
  isFound: z.boolean(),
});
export type Answer = Readonly<z.infer<typeof answer>>;
