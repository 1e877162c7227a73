export { playStrategies } from './play-strategies.ts';
