import { findHead } from '@atc/core/company/audit';
import { z } from 'zod';
import { endpoint, missing, noInput, ok } from '../../http/index.ts';
import { tellChain } from '../../reads/audit/tell-chain.ts';
import { auditChain, auditHead, auditKind } from '../../reads/audit/view.ts';

export const showAuditHead = endpoint({
  summary: 'The head of the audit chain. A copy kept elsewhere proves later that nothing was cut',
  input: noInput,
  response: auditHead,
  handle: async (ctx) => {
    const head = await findHead(ctx.db);
    return ok({
      records: head?.seq ?? 0,
      head: head?.hash ?? null,
      sealedAt: head?.sealedAt.toISOString() ?? null,
    });
  },
});

export const showAuditChain = endpoint({
  summary: 'What a row belongs to, from what started it to how it ended, in plain words, from any link',
  input: z.object({ params: z.object({ kind: auditKind, id: z.uuid() }) }),
  response: auditChain,
  handle: async (ctx, { params }) => {
    const chain = await tellChain(ctx.db, params);
    return chain ? ok(chain) : missing(params.kind);
  },
});
