export type { Persona } from './persona.ts';
export { personas } from './personas.ts';
export { seedAgents } from './store.ts';
