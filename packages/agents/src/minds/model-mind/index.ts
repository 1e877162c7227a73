export { openaiMind } from './openai-mind.ts';
