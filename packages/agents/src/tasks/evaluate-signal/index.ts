export { evaluateSignalTask } from './evaluate-signal.ts';
