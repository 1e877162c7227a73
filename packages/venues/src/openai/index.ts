export { type LocalOpenAi, type Misbehaviour, openLocalOpenAi, type Unknown } from './local-openai.ts';
