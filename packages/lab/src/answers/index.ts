export type { Answer } from './answer.ts';
export { keepAnswer, readAnswer } from './keep-answer.ts';
