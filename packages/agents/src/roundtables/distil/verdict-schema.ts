import { agentIds } from '@atc/core/company/roster';
import { z } from 'zod';

/** What a debate's stored verdict says. */
export const verdictSchema = z.object({ decision: z.enum(['approve', 'reject']), decidedBy: z.enum(agentIds) });
