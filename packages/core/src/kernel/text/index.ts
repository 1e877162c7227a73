export { cut, plainText, printable } from './plain.ts';
export { type Figures, fillIn } from './sentence.ts';
export { isStorable, storable } from './storable.ts';
