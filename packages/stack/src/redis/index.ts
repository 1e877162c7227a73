export { countRedisUsers, isPrivateRedis, startRedis, stopRedis } from './start-redis.ts';
