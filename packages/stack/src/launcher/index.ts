export { openStack, type Stack, type StackOptions } from './open-stack.ts';
export { stopStack } from './stop-stack.ts';
