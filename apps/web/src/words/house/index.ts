import { operationsWords } from './en-operations.ts';
import { positionWords } from './en-position.ts';

/** Words of what the house does, and of what is done by hand. */
export const houseWords = { ...operationsWords, ...positionWords } as const;
