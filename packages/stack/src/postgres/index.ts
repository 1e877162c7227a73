export { outsidePlace } from './place.ts';
export { DESK, deskUrlBeside } from './roles.ts';
export { isPrivatePostgres, type PostgresOptions, startPostgres, stopPostgres } from './start-postgres.ts';
