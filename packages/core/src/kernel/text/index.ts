export { plainText, printable } from './plain.ts';
export { type Figures, fillIn } from './sentence.ts';
