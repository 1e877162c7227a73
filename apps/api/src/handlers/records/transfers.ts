import { bookTransfer } from '@atc/core/desk/accounts';
import { Decimal, plain } from '@atc/core/kernel/money';
import { z } from 'zod';
import { created, endpoint, problem } from '../../http/index.ts';
import { decimal, id } from '../../reads/view.ts';

const amount = z
  .string()
  .regex(/^-?(?!0*(\.0*)?$)\d{1,9}(\.\d{1,8})?$/, 'must be a decimal number as text, not zero and below a billion')
  .meta({ description: 'USD as text: paid in, or below zero taken out' });

const newTransfer = z.strictObject({ amountUsd: amount, note: z.string().trim().min(1).max(500) });

export const postTransfer = endpoint({
  summary: 'Book money that was paid into the account, or taken out of it, so that books and venue agree',
  input: z.object({ body: newTransfer }),
  status: 201,
  response: z.object({ accountId: id, cashUsd: decimal }),
  handle: async (ctx, { body }, { caller, actKey }) => {
    const booked = await bookTransfer(ctx, {
      key: actKey,
      amountUsd: new Decimal(body.amountUsd),
      note: body.note,
      by: `operator:${caller.name}`,
    });
    if (booked.kind === 'too_little_cash') return problem('conflict', 'the account has less cash than that');
    if (booked.kind === 'another')
      return problem('key_reused', 'this Idempotency-Key stands for a transfer of another amount or note');
    return created({ accountId: booked.accountId, cashUsd: plain(booked.cashUsd) }, '/api/portfolio');
  },
});
