export { openLiveWorld } from './open-live-world.ts';
export { type OpenBroker, type OpenedLoop, type OpenLoopOptions, openLoop } from './open-loop.ts';
export { openMarket } from './open-market.ts';
export { openWorld, type WorldSettings } from './open-world.ts';
export { rollUniverse } from './roll-universe.ts';
export { seedCompany } from './seed-company.ts';
