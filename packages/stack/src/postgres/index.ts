export { outsidePlace } from './place.ts';
export { isPrivatePostgres, type PostgresOptions, startPostgres, stopPostgres } from './start-postgres.ts';
