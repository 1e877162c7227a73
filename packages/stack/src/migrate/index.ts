export { prismaDir } from './folder.ts';
export { migrate } from './migrate.ts';
export { missingSql, schemaSql } from './schema-sql.ts';
