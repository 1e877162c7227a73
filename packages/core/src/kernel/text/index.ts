export { plainText, printable } from './plain.ts';
