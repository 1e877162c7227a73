import { bare, declareVariables, http } from '@atc/core/kernel/config';
import { z } from 'zod';

export interface WebullConfig {
  readonly url: string;
  readonly appKey: string;
  readonly appSecret: string;
  readonly accountId: string;
}

const schema = z.object({
  WEBULL_API_URL: http.default('https://api.webull.com'),
  WEBULL_APP_KEY: z.string().min(1).optional(),
  WEBULL_APP_SECRET: z.string().min(1).optional(),
  WEBULL_ACCOUNT_ID: z.string().min(1).optional(),
});

/** What a company is told of its account at Webull; null where a part is missing. */
export const webullSettings = declareVariables({
  schema,
  needs: ['WEBULL_APP_KEY', 'WEBULL_APP_SECRET', 'WEBULL_ACCOUNT_ID', 'LIVE_SYMBOLS'],
  read: (values): WebullConfig | null => {
    const { WEBULL_APP_KEY: appKey, WEBULL_APP_SECRET: appSecret, WEBULL_ACCOUNT_ID: accountId } = values;
    return appKey && appSecret && accountId ? { url: bare(values.WEBULL_API_URL), appKey, appSecret, accountId } : null;
  },
});
