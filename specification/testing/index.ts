export { type SeededCompany, type SeededDatabase, seededCompany, seededDatabase } from './seeded-company.ts';
