import { seedAgents } from '@atc/agents/personas';
import { seedRelationships } from '@atc/agents/relationships';
import { type TestCompany, type TestCompanyOptions, testCompany } from '@atc/core/testing';
import type { AppOptions } from '../app.ts';
import { mintKey } from '../auth/index.ts';
import { serveApp } from './serve-app.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of a body
  readonly body: any;
}

export interface Ask {
  readonly key?: string | null;
  readonly body?: unknown;
  readonly raw?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestApi {
  readonly company: TestCompany;
  readonly url: string;
  readonly keys: { readonly operator: string; readonly viewer: string; readonly ingest: string };
  /** Asks as an operator unless told otherwise. */
  ask(where: string, ask?: Ask): Promise<Reply>;
  close(): Promise<void>;
}

/** The real API on a company of a test's own. */
export async function testApi(options: TestCompanyOptions & AppOptions = {}): Promise<TestApi> {
  const company = await testCompany(options);
  const { db } = company.ctx;
  await seedAgents(db);
  await seedRelationships(db);
  const keys = {
    operator: await mintKey(db, { name: 'anna', role: 'operator' }),
    viewer: await mintKey(db, { name: 'vera', role: 'viewer' }),
    ingest: await mintKey(db, { name: 'script', role: 'ingest' }),
  };
  const { url, close } = await serveApp(company.ctx, options);
  return {
    company,
    url,
    keys,
    ask: async (where, { key = keys.operator, body, raw, headers = {} } = {}) => {
      const [method = 'GET', path = '/'] = where.split(' ');
      const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
      const answer = await fetch(`${url}${path}`, {
        method,
        redirect: 'manual',
        headers: {
          ...(key ? { authorization: `Bearer ${key}` } : {}),
          ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(sent === undefined ? {} : { body: sent }),
      });
      const text = await answer.text();
      return {
        status: answer.status,
        headers: answer.headers,
        body: text !== '' && answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text,
      };
    },
    close: async () => {
      await close();
      await company.close();
    },
  };
}
