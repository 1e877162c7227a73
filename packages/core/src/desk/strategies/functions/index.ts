export type { FunctionSpec, Scale } from './function.ts';
export { type FunctionName, functionOf, functions, isFunction } from './functions.ts';
