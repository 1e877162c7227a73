export type { Config, Variables } from './config.ts';
export { isReadByOthers } from './exposed.ts';
export { wantsToJoin } from './join.ts';
export { bare, http, secret, whole } from './kinds.ts';
export { loadConfig } from './load-environment.ts';
export { type ConfiguredVenue, readConfig } from './read-config.ts';
export { schemaOf } from './schema-of.ts';
export { declareVariables, type VenueSettings, type VenueVariables } from './venue-variables.ts';
