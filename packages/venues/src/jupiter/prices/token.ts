import { z } from 'zod';

/** A token of the live market, as the chain knows it. */
export interface LiveToken {
  readonly symbol: string;
  readonly mint: string;
  readonly decimals: number;
}

const token = z.object({
  symbol: z.string().regex(/^[A-Z0-9]{1,12}$/),
  mint: z.string().regex(/^[1-9A-HJ-NP-Za-km-z]{32,44}$/),
  decimals: z.coerce.number().int().min(0).max(18),
});

/** Tokens written `SYMBOL:mint:decimals`, with commas between; null where one is not, or where one comes twice. */
export function parseTokens(text: string): readonly LiveToken[] | null {
  const parsed = text.split(',').map((one) => {
    const [symbol, mint, decimals, ...more] = one.trim().split(':');
    return token.safeParse({ symbol, mint, decimals: more.length > 0 ? undefined : decimals });
  });
  const tokens = parsed.flatMap(({ data }) => (data ? [data] : []));
  const distinct = new Set(tokens.flatMap(({ symbol, mint }) => [symbol, mint])).size === tokens.length * 2;
  return tokens.length === parsed.length && distinct ? tokens : null;
}

/** What is traded unless somebody writes another list: old tokens with deep pools. */
export const DEFAULT_TOKENS = [
  'SOL:So11111111111111111111111111111111111111112:9',
  'JUP:JUPyiwrYJFskUPiHa7hkeR8VUtAeFoSYbKedZNsDvCN:6',
  'BONK:DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263:5',
  'WIF:EKpQGSJtjMFqKZ9KQanSqYXRcF8fBopzLHYxdM65zcjm:6',
  'PYTH:HZ1JovNiVvGrGNiiYvEozEVgZ58xaU3RKwX8eACQBCt3:6',
  'RAY:4k3Dyjzvzp8eMZWUXbBCjEvwSkkk59S5iCNLY3QrkX6R:6',
  'TRUMP:6p6xgHyF7AeE6TZkSmFsko444wqoP15icUSqi2jfGiPN:6',
].join(',');
