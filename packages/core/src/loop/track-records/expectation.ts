import { z } from 'zod';

/**
 * What a strategy's own record lets expect of its trades. Results are after costs, fractions of a trade's cost, so that
 * they say the same at any size.
 */
export const expectation = z.strictObject({
  mean: z.number(),
  deviation: z.number().nonnegative(),
  /** How many it has. */
  trades: z.int().positive(),
  tradesPerYear: z.number().positive(),
  /** What a trade may lack of the mean before it counts. */
  slack: z.number().nonnegative(),
  /** The sum of what trades lacked that is reached once in two years while nothing has changed. */
  level: z.number().positive(),
  /** How deep the sum of results falls within a year in one of a hundred draws. */
  fall: z.number().positive(),
  /** What a fill was modelled to cost against the price that was seen, a fraction; null: not known. */
  slippage: z.number().nullable(),
});
export type Expectation = Readonly<z.infer<typeof expectation>>;
