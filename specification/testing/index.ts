export { type SeededCompany, seededCompany } from './seeded-company.ts';
