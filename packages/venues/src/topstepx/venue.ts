import type { House } from '../house/index.ts';
import { topstepxSettings } from './settings.ts';

/** Futures through the ProjectX gateway. */
export const topstepx: House = {
  name: 'topstepx',
  title: 'TopstepX',
  assetClasses: ['future'],
  variables: topstepxSettings,
  mustBeAttended: true,
  stopsRest: true,
  hosting: {
    mayBeHosted: false,
    connects: 'api_key',
    condition: "Only on the trader's own machine, with somebody in front of it.",
  },
  classOf: () => 'future',
  open: async (config) => {
    const { openTopstepxVenue } = await import('./live/open-topstepx-venue.ts');
    return openTopstepxVenue({ topstepx: topstepxSettings.settingsOf(config) });
  },
  market: async (config, now) => {
    const { topstepxMarket } = await import('./live/open-topstepx-venue.ts');
    return topstepxMarket({ ...config, topstepx: topstepxSettings.settingsOf(config) }, now);
  },
  deaths: {
    place: 'POST /api/Order/place',
    ask: 'POST /api/Order/search',
    stops: ['POST /api/Order/cancel', 'POST /api/Order/modify'],
  },
  twin: async () => (await import('./local/index.ts')).topstepxTwin,
};
