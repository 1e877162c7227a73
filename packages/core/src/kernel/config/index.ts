export { type Config, type Environment, environment, type TopstepxConfig, type WebullConfig } from './config.ts';
export { isReadByOthers } from './exposed.ts';
export { wantsToJoin } from './join.ts';
export { loadConfig } from './load-environment.ts';
export { readConfig, type Variables } from './read-config.ts';
