export { outsidePlace } from './place.ts';
export { type PostgresOptions, startPostgres, stopPostgres } from './start-postgres.ts';
