import { randomUUID } from 'node:crypto';
import { DESK } from '@atc/stack/postgres';
import { asAdmin, onDatabase, TEMPLATE } from '@atc/stack/testing';

/** A migrated database of one desk, reached under a role that can be kept out. */
export interface CellDatabase {
  readonly name: string;
  readonly role: string;
  /** As the desk connects. */
  readonly url: string;
  /** As its owner connects. */
  readonly adminUrl: string;
  /** Runs a statement on the server, outside of this database. */
  admin(statement: string): Promise<void>;
  /** Ends every connection of the desk. */
  disconnect(): Promise<void>;
  drop(): Promise<void>;
}

/** Makes one from the template, in a tablespace where one is named. */
export async function createCellDatabase(adminUrl: string, tablespace?: string): Promise<CellDatabase> {
  const name = `faults_${randomUUID().replaceAll('-', '')}`;
  const role = `${name}_desk`;
  const admin = (statement: string) => asAdmin(adminUrl, statement);
  const where = tablespace ? `TABLESPACE ${tablespace}` : '';
  await admin(`CREATE DATABASE ${name} OWNER ${DESK} TEMPLATE ${TEMPLATE} ${where} STRATEGY FILE_COPY`);
  await admin(`CREATE ROLE ${role} LOGIN PASSWORD 'desk' IN ROLE ${DESK}`);
  const inside = onDatabase(adminUrl, name);
  const url = new URL(inside);
  [url.username, url.password] = [role, 'desk'];
  return {
    ...{ name, role, url: url.href, adminUrl: inside, admin },
    disconnect: () => admin(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '${role}'`),
    drop: async () => {
      await admin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await admin(`DROP ROLE IF EXISTS ${role}`);
    },
  };
}
