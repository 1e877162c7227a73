import { defineConfig } from 'prisma/config';

/** Where Prisma's own commands (Studio, validate, migrate) find the schema and the database. */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations', seed: 'node prisma/seed.ts' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://localhost/unset' },
});
