import { z } from 'zod';
import { instant } from '../view.ts';

export const meView = z
  .object({
    name: z.string().meta({ description: 'of the key' }),
    role: z.enum(['operator', 'viewer', 'ingest', 'subscriber', 'cron', 'none']),
    mode: z.enum(['paper', 'live']).meta({ description: '`live` is real money' }),
    venue: z.string().nullable(),
    accountEnds: z.string().nullable().meta({ description: 'last four characters of the account; null on paper' }),
    market: z.enum(['simulated', 'replay', 'live']),
    range: z.string().meta({ description: 'what is played' }),
    speed: z
      .number()
      .nullable()
      .meta({ description: 'company seconds a second; null: from one due instant to the next' }),
    zone: z.string().meta({ description: 'time zone of the company' }),
    now: instant.meta({ description: 'company time' }),
    startsAt: instant.meta({ description: 'company time began' }),
    endsAt: instant.nullable().meta({ description: 'company time at which the recording ends' }),
    barMs: z.int().meta({ description: 'the shortest bar of the market, milliseconds' }),
    version: z.string(),
    build: z.string().meta({ description: 'another one after every update: pages load themselves anew' }),
  })
  .meta({ id: 'Me' });
