export { openLoop, type OpenedLoop, type OpenLoopOptions } from './open-loop.ts';
export { openMarket } from './open-market.ts';
export { openWorld } from './open-world.ts';
export { seedCompany } from './seed-company.ts';
