export { type Bundle, bundleProgram } from './bundle-program.ts';
