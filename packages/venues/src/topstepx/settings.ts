import { bare, declareVariables, http } from '@atc/core/kernel/config';
import { z } from 'zod';

export interface TopstepxConfig {
  readonly url: string;
  readonly hubsUrl: string;
  readonly userName: string;
  readonly apiKey: string;
  readonly accountId: number;
  /** Somebody sits in front of it while it trades. */
  readonly attended: boolean;
  /** Purchases carry their stop; the account is set to Auto-OCO brackets. */
  readonly brackets: boolean;
}

const POSITIVE = 'must be a whole number above 0';

const schema = z.object({
  TOPSTEPX_API_URL: http.default('https://api.topstepx.com'),
  TOPSTEPX_HUBS_URL: http.default('https://rtc.topstepx.com/hubs'),
  TOPSTEPX_USER: z.string().min(1).optional(),
  TOPSTEPX_API_KEY: z.string().min(1).optional(),
  TOPSTEPX_ACCOUNT_ID: z.coerce.number(POSITIVE).int(POSITIVE).positive(POSITIVE).optional(),
  TOPSTEPX_ATTENDED: z.enum(['on', 'off']).default('off'),
  TOPSTEPX_BRACKETS: z.enum(['on', 'off']).default('off'),
});

/** What a company is told of its account at TopstepX; null where a part is missing. */
export const topstepxSettings = declareVariables({
  schema,
  needs: ['TOPSTEPX_USER', 'TOPSTEPX_API_KEY', 'TOPSTEPX_ACCOUNT_ID', 'LIVE_SYMBOLS'],
  faults: ({ TOPSTEPX_ATTENDED: attended }, { tradingMode, isLive }) =>
    isLive && tradingMode === 'live' && attended === 'off'
      ? ['TopstepX allows no unattended and no remote bot: TOPSTEPX_ATTENDED=on says that somebody sits in front of it']
      : [],
  read: (values): TopstepxConfig | null => {
    const { TOPSTEPX_USER: userName, TOPSTEPX_API_KEY: apiKey, TOPSTEPX_ACCOUNT_ID: accountId } = values;
    if (!userName || !apiKey || !accountId) return null;
    const [url, hubsUrl] = [bare(values.TOPSTEPX_API_URL), bare(values.TOPSTEPX_HUBS_URL)];
    const { TOPSTEPX_ATTENDED: attended, TOPSTEPX_BRACKETS: brackets } = values;
    return { url, hubsUrl, userName, apiKey, accountId, attended: attended === 'on', brackets: brackets === 'on' };
  },
});
