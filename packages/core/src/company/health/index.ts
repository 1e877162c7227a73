export { type StoreHealth, type StoreName, type Stores, sayHealth } from './health.ts';
export { openProbe, type Probe } from './probe-stores.ts';
export { endTrouble, tellTrouble } from './tell-trouble.ts';
