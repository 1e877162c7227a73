export { type Cluster, clusterFor, exchange, findCluster, restoredIn, SUPERUSER } from './cluster.ts';
export { countPostgresUsers, localUrl, tryConnect } from './connect.ts';
export { outsidePlace } from './place.ts';
export { DATABASE, DESK, deskUrl, deskUrlBeside } from './roles.ts';
export { isPrivatePostgres, lockFile, type PostgresOptions, startPostgres, stopPostgres } from './start-postgres.ts';
