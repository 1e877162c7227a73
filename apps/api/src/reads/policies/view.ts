import { z } from 'zod';
import { fields, instant } from '../view.ts';

export const policyView = z.object({ key: z.string(), value: fields, version: z.int() }).meta({ id: 'Policy' });

export const policyDetail = policyView
  .extend({
    schema: z.looseObject({}).meta({ description: 'the JSON schema of its value, for forms' }),
    history: z.array(
      z.object({ version: z.int(), value: fields, changedBy: z.string(), reason: z.string(), changedAt: instant }),
    ),
  })
  .meta({ id: 'PolicyDetail' });
