export { availableQueueBackends, testServers } from './run-context.ts';
export type { TestBackend } from './run-servers.ts';
export { discardScratch, makeScratch } from './scratch.ts';
export {
  asAdmin,
  createTestDatabase,
  emptyDatabase,
  onDatabase,
  TEMPLATE,
  type TestDatabase,
} from './test-database.ts';
export { openTestStack, type TestStack, type TestStackOptions } from './test-stack.ts';
