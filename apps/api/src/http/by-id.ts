import { z } from 'zod';

/** The input of an endpoint that is about one row and takes nothing else. */
export const byId = z.object({ params: z.object({ id: z.uuid() }) });
