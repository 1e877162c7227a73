import type { House } from '../house/index.ts';
import { exchangeSettings } from './settings.ts';

/** Spot pairs at one exchange of those that ccxt speaks to. */
export const exchange: House = {
  name: 'exchange',
  title: 'Exchange',
  assetClasses: ['crypto'],
  variables: exchangeSettings,
  mustBeAttended: false,
  stopsRest: true,
  hosting: {
    mayBeHosted: false,
    connects: 'api_key',
    condition: 'Only where the exchange lets a key be used by others, with a key that trades and cannot withdraw.',
  },
  classOf: () => 'crypto',
  open: async (config) => {
    const { openExchangeVenue } = await import('./live/open-exchange-venue.ts');
    return openExchangeVenue({ ...config, exchange: exchangeSettings.settingsOf(config) });
  },
  market: async (config, now) => {
    const { exchangeMarket } = await import('./live/exchange-market.ts');
    return exchangeMarket({ ...config, exchange: exchangeSettings.settingsOf(config) }, now);
  },
  deaths: { place: 'POST /api/v3/order', ask: 'GET /api/v3/order', stops: ['DELETE /api/v3/order'] },
  twin: async () => (await import('./local/index.ts')).exchangeTwin,
};
