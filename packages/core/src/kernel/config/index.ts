export { type Config, type Environment, environment } from './config.ts';
export { loadConfig } from './load-environment.ts';
export { readConfig, type Variables } from './read-config.ts';
