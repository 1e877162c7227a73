export { evolveVoices, voicesAt } from './evolve-voices.ts';
export { type Modifier, type ModifierKind, modifiers } from './modifier.ts';
export { voiceOf } from './store.ts';
