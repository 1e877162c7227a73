export { preparePlan } from './prepare-plan.ts';
