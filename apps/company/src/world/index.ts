export { prepareWorld, seed } from './prepare-world.ts';
