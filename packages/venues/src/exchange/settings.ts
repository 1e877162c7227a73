import { bare, declareVariables, http } from '@atc/core/kernel/config';
import { z } from 'zod';
import type { ExchangeKeys } from '../ccxt/index.ts';

export interface ExchangeConfig {
  /** As ccxt names it. */
  readonly id: string;
  /** Its sandbox: play money. */
  readonly sandbox: boolean;
  /** Address that is asked instead of the exchange's own. */
  readonly url: string | undefined;
  /** The dollars that everything is quoted in. */
  readonly quote: string;
  /** Null: prices only. */
  readonly keys: ExchangeKeys | null;
}

const schema = z.object({
  EXCHANGE: z
    .string()
    .regex(/^[a-z0-9]+$/, 'must be the small letters and digits by which ccxt names the exchange')
    .optional(),
  EXCHANGE_QUOTE: z
    .string()
    .regex(/^[A-Z0-9]{3,8}$/, 'must be three to eight capital letters or digits')
    .default('USDT'),
  EXCHANGE_SANDBOX: z.enum(['on', 'off']).default('off'),
  EXCHANGE_API_URL: http.optional(),
  EXCHANGE_API_KEY: z.string().min(1).optional(),
  EXCHANGE_SECRET: z.string().min(1).optional(),
  EXCHANGE_PASSPHRASE: z.string().min(1).optional(),
});

/** What a company is told of its exchange; null where none is named. */
export const exchangeSettings = declareVariables({
  schema,
  needs: ['EXCHANGE', 'LIVE_SYMBOLS'],
  faults: ({ EXCHANGE_API_KEY: apiKey, EXCHANGE_SECRET: secret }, { tradingMode, isLive }) =>
    isLive && tradingMode === 'live' && !(apiKey && secret)
      ? ['TRADING_MODE=live at an exchange needs EXCHANGE_API_KEY and EXCHANGE_SECRET']
      : [],
  read: (values): ExchangeConfig | null => {
    const { EXCHANGE: id, EXCHANGE_API_URL: url, EXCHANGE_API_KEY: apiKey, EXCHANGE_SECRET: secret } = values;
    if (!id) return null;
    const keys = apiKey && secret ? { apiKey, secret, password: values.EXCHANGE_PASSPHRASE } : null;
    const { EXCHANGE_QUOTE: quote } = values;
    return { id, quote, sandbox: values.EXCHANGE_SANDBOX === 'on', url: url && bare(url), keys };
  },
});
