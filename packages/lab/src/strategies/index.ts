export * from './contenders/index.ts';
export * from './play/index.ts';
export * from './rules/index.ts';
export * from './tape/index.ts';
