export { sayWhatStays } from './say-what-stays.ts';
