export { evolveVoices, voicesAt } from './evolve-voices.ts';
export { type Modifier, type ModifierKind, modifiers } from './modifier.ts';
export { type KnownVoices, voiceOf } from './store.ts';
