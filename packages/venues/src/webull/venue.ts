import type { House } from '../house/index.ts';
import { webullClassOf } from './live/class-of.ts';
import { webullSettings } from './settings.ts';

/** Shares and options of the United States. */
export const webull: House = {
  name: 'webull',
  title: 'Webull',
  assetClasses: ['equity', 'option'],
  variables: webullSettings,
  mustBeAttended: false,
  stopsRest: true,
  hosting: {
    mayBeHosted: true,
    connects: 'oauth',
    condition: 'Through its Connect API for platforms, which a platform has to register for.',
  },
  classOf: webullClassOf,
  open: async (config) => {
    const { openWebullVenue } = await import('./live/open-webull-venue.ts');
    return openWebullVenue({ ...config, webull: webullSettings.settingsOf(config) });
  },
  market: async (config, now) => {
    const { webullMarket } = await import('./live/open-webull-venue.ts');
    return webullMarket({ ...config, webull: webullSettings.settingsOf(config) }, now);
  },
  deaths: {
    place: 'POST /openapi/trade/order/place',
    ask: 'GET /openapi/trade/order/detail',
    stops: ['POST /openapi/trade/order/cancel', 'POST /openapi/trade/order/replace'],
  },
  twin: async () => (await import('./local/index.ts')).webullTwin,
};
