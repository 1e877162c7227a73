import { expect, test } from 'vitest';
import { CompanyError, storeFaultOf } from './index.ts';

const coded = (code: string, message = 'it failed') => Object.assign(new Error(message), { code });
const wrapped = (cause: unknown) => new CompanyError('fence_lost', 'the lock was lost', { cause });
// As Prisma hands over what its driver was told.
const byPrisma = (originalCode: string) =>
  Object.assign(coded('P2010'), { meta: { driverAdapterError: { cause: { originalCode, kind: 'postgres' } } } });

test.each([
  ['PostgreSQL read-only', coded('25006'), 'read_only'],
  ['PostgreSQL without room on its disk', coded('53100'), 'full'],
  ['PostgreSQL without memory', coded('53200'), 'full'],
  ['PostgreSQL without connections', coded('53300'), 'down'],
  ['PostgreSQL starting up', coded('57P03'), 'down'],
  ['PostgreSQL shutting down', coded('57P01'), 'down'],
  ['a connection that broke', coded('08006'), 'down'],
  ['nobody there', new AggregateError([coded('ECONNREFUSED')]), 'down'],
  ['a pool without a free connection', new Error('timeout exceeded when trying to connect'), 'down'],
  ['wrapped by us', wrapped(coded('25006')), 'read_only'],
  ['wrapped by Prisma', byPrisma('25006'), 'read_only'],
  ['Redis full', new Error("OOM command not allowed when used memory > 'maxmemory'. script: abc"), 'full'],
  ['Redis as a replica', new Error("READONLY You can't write against a read only replica."), 'read_only'],
  ['Redis that cannot save', new Error('MISCONF Redis is configured to save RDB snapshots'), 'full'],
  ['Redis that hangs', new Error('Command timed out'), 'down'],
  ['a row that is there already', coded('23505'), null],
  ['a bug', new TypeError("Cannot read properties of undefined (reading 'OOMPH')"), null],
  ['a lost race', coded('40001'), null],
  ['nothing', undefined, null],
])('%s: %s', (_, error, fault) => {
  expect(storeFaultOf(error)).toBe(fault);
});
