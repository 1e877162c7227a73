export { checkSystem } from './check-system.ts';
