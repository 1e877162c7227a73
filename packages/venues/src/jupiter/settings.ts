import { bare, declareVariables, http, secret, whole } from '@atc/core/kernel/config';
import { z } from 'zod';

export interface JupiterConfig {
  readonly jupiter: { readonly url: string; readonly apiKey: string | null };
  /** Tokens of the live market as written; the known ones unless given. */
  readonly liveTokens: string | undefined;
  /** A signer in a process of its own; null: this process opens the wallet. */
  readonly signer: { readonly url: string; readonly token: string } | null;
  /** What a signer's own process listens on and wants to hear; null without a token. */
  readonly serveSigner: { readonly port: number; readonly token: string } | null;
  readonly wallet: {
    readonly file: string;
    readonly passphrase: string | undefined;
    /** The most that the signer lets purchases spend a day (UTC). */
    readonly dailyUsd: number;
  };
}

const schema = z.object({
  LIVE_TOKENS: z.string().min(1).optional(),
  JUPITER_API_URL: http.default('https://api.jup.ag'),
  JUPITER_API_KEY: z.string().min(1).optional(),
  WALLET_FILE: z.string().min(1).default('wallet.json'),
  WALLET_PASSPHRASE: z.string().min(1).optional(),
  SIGNER_URL: http.optional(),
  SIGNER_TOKEN: secret.optional(),
  SIGNER_PORT: whole(1, 65_535).default(3999),
  WALLET_DAILY_USD: whole(1, 1_000_000_000).default(100),
});

/** What a company is told of Jupiter, of its wallet and of who signs for it. */
export const jupiterSettings = declareVariables({
  schema,
  needs: [],
  faults: ({ SIGNER_URL: url, SIGNER_TOKEN: token }) => {
    if (!url) return [];
    return [
      ...(token ? [] : ['SIGNER_URL needs SIGNER_TOKEN']),
      ...(isOpenToReaders(url)
        ? ['SIGNER_URL is plain http to another machine, where its token can be read on the way: use https']
        : []),
    ];
  },
  read: (values): JupiterConfig => ({
    jupiter: { url: bare(values.JUPITER_API_URL), apiKey: values.JUPITER_API_KEY ?? null },
    liveTokens: values.LIVE_TOKENS,
    signer:
      values.SIGNER_URL && values.SIGNER_TOKEN ? { url: bare(values.SIGNER_URL), token: values.SIGNER_TOKEN } : null,
    serveSigner: values.SIGNER_TOKEN ? { port: values.SIGNER_PORT, token: values.SIGNER_TOKEN } : null,
    wallet: { file: values.WALLET_FILE, passphrase: values.WALLET_PASSPHRASE, dailyUsd: values.WALLET_DAILY_USD },
  }),
});

/** Whether what is sent there passes a network in the clear. */
function isOpenToReaders(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
