export { isPrivateRedis, startRedis, stopRedis } from './start-redis.ts';
