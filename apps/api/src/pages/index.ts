import { join } from 'node:path';
import express, { type Express, type Request, type Response } from 'express';
import { authenticate, mayUse } from '../auth/index.ts';
import { problem, sendProblem } from '../http/index.ts';
import type { Service } from '../service.ts';
import { docsPage } from './docs-page.ts';
import { homePage } from './home-page.ts';
import { readDesk } from './read-desk.ts';
import { mountSignIn } from './sign-in.ts';

/** The pages for people: the desk, sign-in, and the API's documentation. */
export function mountPages(app: Express, service: Service): void {
  app.use('/assets', express.static(join(import.meta.dirname, 'assets'), { index: false, maxAge: '1h' }));
  app.get('/docs', (_req, res) => void res.send(docsPage()));
  app.get('/', (req, res) => showHome(service, req, res));
  mountSignIn(app, service);
}

async function showHome({ ctx, sessions }: Service, req: Request, res: Response): Promise<void> {
  const caller = await authenticate(ctx, sessions, req);
  if ('kind' in caller) return sendProblem(res, caller);
  if (caller.role === 'none') return res.redirect(303, '/login');
  if (!mayUse(caller, 'viewer')) return sendProblem(res, problem('forbidden', 'this key may not look at the desk'));
  res.set('cache-control', 'no-store').send(homePage(await readDesk(ctx)));
}
