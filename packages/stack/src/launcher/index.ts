export { openStack, type Stack, type StackOptions } from './open-stack.ts';
export { refuseUsed } from './refuse-used.ts';
export { stopStack } from './stop-stack.ts';
