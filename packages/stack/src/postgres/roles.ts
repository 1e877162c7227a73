import { createHmac } from 'node:crypto';
import { StartError } from '@atc/core/kernel/errors';
import pg from 'pg';
import type { Note } from '../host/index.ts';
import { localUrl, tryConnect } from './connect.ts';

/** The company's database. */
export const DATABASE = 'company';
/** Everything but the upkeep of the server connects as this role: no superuser, bound by row-level security. */
export const DESK = 'desk';

/** The address of a database for an ordinary role, which owns the company's and nothing else. */
export function deskUrl(note: Note, database = DATABASE): string {
  const url = new URL(localUrl(note, database));
  url.username = DESK;
  url.password = deskPassword(note.password);
  return url.href;
}

/** The desk's address of a database, from the superuser's of any database on the same server. */
export function deskUrlBeside(adminUrl: string, database: string): string {
  const { port, password } = new URL(adminUrl);
  return deskUrl({ port: Number(port), password }, database);
}

// Made from the superuser's, which it tells nothing about: one secret to keep, and no moment at which one is missing.
function deskPassword(password: string): string {
  return createHmac('sha256', password).update(DESK).digest('base64url');
}

/**
 * Makes the role and its database unless they exist. What an earlier version's superuser owned is handed over to it.
 */
export async function prepareDesk(admin: pg.Client, note: Note): Promise<void> {
  await ensureRole(admin, note);
  await ensureDatabase(admin);
  const inside = await tryConnect(localUrl(note, DATABASE));
  if (!inside) throw new StartError('postgres_gone', 'PostgreSQL stopped while it was being opened: start again');
  await inside.query(HAND_OVER).finally(() => inside.end());
}

async function ensureRole(admin: pg.Client, note: Note): Promise<void> {
  const { rowCount } = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [DESK]);
  if (!rowCount) await admin.query(`CREATE ROLE ${DESK} NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS`);
  const known = rowCount ? await tryConnect(deskUrl(note, 'postgres')) : null;
  if (known) return known.end();
  await admin.query(`ALTER ROLE ${DESK} LOGIN PASSWORD ${pg.escapeLiteral(deskPassword(note.password))}`);
}

async function ensureDatabase(admin: pg.Client): Promise<void> {
  const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
  if (!rowCount) await admin.query(`CREATE DATABASE ${DATABASE} OWNER ${DESK}`);
}

// REASSIGN OWNED refuses the superuser that a cluster was made with, as the system's own objects are its as well.
const HAND_OVER = `DO $do$
DECLARE
  superuser CONSTANT oid := (SELECT oid FROM pg_roles WHERE rolname = current_user);
  thing text;
BEGIN
  IF (SELECT datdba FROM pg_database WHERE datname = current_database()) <> superuser THEN RETURN; END IF;
  FOR thing IN
    WITH spaces AS (SELECT * FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'),
    follows AS (SELECT classid, objid FROM pg_depend WHERE deptype IN ('a', 'i', 'e'))
    SELECT format('SCHEMA %I', nspname) FROM spaces WHERE nspowner = superuser
    UNION ALL
    SELECT format(
      '%s %s', CASE relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
      ELSE 'TABLE' END,
      c.oid::regclass)
    FROM pg_class c JOIN spaces s ON s.oid = relnamespace
    WHERE relowner = superuser AND relkind IN ('r', 'p', 'v', 'm', 'S')
      AND NOT EXISTS (SELECT FROM follows WHERE classid = 'pg_class'::regclass AND objid = c.oid)
    UNION ALL
    SELECT format('TYPE %s', t.oid::regtype) FROM pg_type t JOIN spaces s ON s.oid = typnamespace
    WHERE typowner = superuser AND typtype IN ('e', 'd')
      AND NOT EXISTS (SELECT FROM follows WHERE classid = 'pg_type'::regclass AND objid = t.oid)
    UNION ALL
    SELECT format('ROUTINE %s', p.oid::regprocedure) FROM pg_proc p JOIN spaces s ON s.oid = pronamespace
    WHERE proowner = superuser
      AND NOT EXISTS (SELECT FROM follows WHERE classid = 'pg_proc'::regclass AND objid = p.oid)
  LOOP
    EXECUTE format('ALTER %s OWNER TO ${DESK}', thing);
  END LOOP;
  EXECUTE format('ALTER DATABASE %I OWNER TO ${DESK}', current_database());
END $do$`;
