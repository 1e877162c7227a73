export { isLast, type Machine, mayStep } from './machine.ts';
