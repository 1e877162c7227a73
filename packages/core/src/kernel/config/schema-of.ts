import { z } from 'zod';
import { environment } from './environment.ts';
import type { ConfiguredVenue } from './read-config.ts';

/** The schema of every variable that a company reads, those of its venues among them. */
export function schemaOf(venues: readonly ConfiguredVenue[]): z.ZodObject {
  const [first, ...others] = venues.map(({ name }) => name);
  const shapes = venues.map(({ variables }) => variables.schema.shape);
  const named = first === undefined ? {} : { LIVE_VENUE: z.enum([first, ...others]).default(first) };
  return z.object(Object.assign({ ...environment.shape }, ...shapes, named));
}
