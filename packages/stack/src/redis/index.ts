export { startRedis, stopRedis } from './start-redis.ts';
