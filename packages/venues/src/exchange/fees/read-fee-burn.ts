import { z } from 'zod';
import type { ExchangeClient } from '../adapter/exchange-client.ts';

const burn = z.object({ spotBNBBurn: z.boolean() });

/** Whether the account pays its fees in the exchange's own coin; null where the exchange does not say. */
export async function readFeeBurn(client: ExchangeClient): Promise<boolean | null> {
  const said = await client
    .ask({ ask: async ({ exchange }) => exchange.sapiGetBnbBurn?.() ?? null, answer: burn })
    .catch(() => null);
  return said?.ok ? said.value.spotBNBBurn : null;
}
