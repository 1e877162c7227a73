export { type LocalOpenAi, type Misbehaviour, openLocalOpenAi } from './local-openai.ts';
