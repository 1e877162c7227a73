export { prismaDir } from './folder.ts';
export { migrate } from './migrate.ts';
export { changedSql, schemaSql } from './schema-sql.ts';
