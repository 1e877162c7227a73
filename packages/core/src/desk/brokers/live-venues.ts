import type { Config } from '../../kernel/config/index.ts';
import type { LiveVenue } from './live/live-venue.ts';

/** Each venue with what opens it; what speaks to one is loaded only where it is used. */
const venues: Readonly<Record<Config['liveVenue'], (config: Config) => Promise<LiveVenue>>> = {
  jupiter: async (config) => (await import('./jupiter/index.ts')).openJupiterVenue(config),
  webull: async (config) => (await import('./webull/index.ts')).openWebullVenue(config),
  topstepx: async (config) => (await import('./topstepx/index.ts')).openTopstepxVenue(config),
};

/** Opens the venue where the configuration wants real money to be traded. Throws a `StartError` that says what is missing. */
export function openLiveVenue(config: Config): Promise<LiveVenue> {
  return venues[config.liveVenue](config);
}
