export { type Backend, type OwnCompany, openOwnCompany } from './own-company.ts';
export { asTheLab, type Played, type PlayOptions, playCompany, withoutMemory } from './play-company.ts';
