import type { House } from '../house/index.ts';
import { jupiterSettings } from './settings.ts';

/** Tokens on Solana, swapped through Jupiter with a wallet of ours. */
export const jupiter: House = {
  name: 'jupiter',
  title: 'Jupiter',
  assetClasses: ['crypto'],
  variables: jupiterSettings,
  mustBeAttended: false,
  stopsRest: false,
  hosting: {
    mayBeHosted: true,
    connects: 'wallet',
    condition:
      'Never with the key of a main wallet: a smart wallet gives a role that swaps, up to a limit and until a day.',
  },
  classOf: () => 'crypto',
  open: async (config) => {
    const { openJupiterVenue } = await import('./live/jupiter-venue.ts');
    return openJupiterVenue({ ...config, ...jupiterSettings.settingsOf(config) });
  },
  market: async (config, now) => {
    const { jupiterMarket } = await import('./prices/jupiter-market.ts');
    return jupiterMarket(jupiterSettings.settingsOf(config), now);
  },
  deaths: {
    place: 'POST /node/a sendTransaction',
    ask: 'POST /node/a getSignatureStatuses',
    before: ['INSERT ops_order_attempts'],
  },
  twin: async () => (await import('./local/index.ts')).jupiterTwin,
  wallet: async () => (await import('./signer/wallet-tools.ts')).walletTools,
};
