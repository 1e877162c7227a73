export { prismaDir } from './folder.ts';
export { migrate, refuseForeign } from './migrate.ts';
export { changedSql, schemaSql } from './schema-sql.ts';
