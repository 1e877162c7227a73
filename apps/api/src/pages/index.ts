import { join } from 'node:path';
import { readPolicies } from '@atc/core/company/policies';
import { readScorecard } from '@atc/core/loop/scorecard';
import express, { type Express, type Request, type Response } from 'express';
import { authenticate, mayUse } from '../auth/index.ts';
import { problem, sendProblem } from '../http/index.ts';
import type { Service } from '../service.ts';
import { docsPage } from './docs-page.ts';
import { homePage } from './home-page.ts';
import { readDesk } from './read-desk.ts';
import { scorecardPage } from './scorecard-page.ts';
import { mountSignIn } from './sign-in.ts';

/** The pages for people: the desk, the scorecard, sign-in, and the API's documentation. */
export function mountPages(app: Express, service: Service): void {
  app.use('/assets', express.static(join(import.meta.dirname, 'assets'), { index: false, maxAge: '1h' }));
  app.get('/docs', (_req, res) => void res.send(docsPage()));
  app.get('/', (req, res) => showHome(service, req, res));
  app.get('/scorecard', (req, res) => showScorecard(service, req, res));
  mountSignIn(app, service);
}

async function showHome(service: Service, req: Request, res: Response): Promise<void> {
  if (await maySee(service, req, res)) res.set('cache-control', 'no-store').send(homePage(await readDesk(service.ctx)));
}

async function showScorecard(service: Service, req: Request, res: Response): Promise<void> {
  if (!(await maySee(service, req, res))) return;
  const { ctx } = service;
  const { values } = await readPolicies(ctx.db);
  const written = scorecardPage(await readScorecard(ctx), values.company?.timezone ?? 'UTC');
  res.set('cache-control', 'no-store').send(written);
}

/** Whether the caller may look at the desk; when not, the answer is sent. */
async function maySee({ ctx, sessions }: Service, req: Request, res: Response): Promise<boolean> {
  const caller = await authenticate(ctx, sessions, req);
  if ('kind' in caller) sendProblem(res, caller);
  else if (caller.role === 'none') res.redirect(303, '/login');
  else if (!mayUse(caller, 'viewer')) sendProblem(res, problem('forbidden', 'this key may not look at the desk'));
  else return true;
  return false;
}
