import { join } from 'node:path';
import { readPolicies } from '@atc/core/company/policies';
import { readScorecard } from '@atc/core/loop/scorecard';
import express, { type Express, type Request, type Response } from 'express';
import { callerOf, type Guard } from '../admission/index.ts';
import { mayUse } from '../auth/index.ts';
import type { ApiContext } from '../context.ts';
import type { Service } from '../service.ts';
import { mountFiles } from './application.ts';
import { docsPage } from './docs-page.ts';
import { homePage } from './home-page.ts';
import { readDesk } from './read-desk.ts';
import { scorecardPage } from './scorecard-page.ts';
import { mountSignIn } from './sign-in.ts';

export { mountApplication } from './application.ts';

/** The pages that are written here: the plain desk, the scorecard, sign-in, and the API's documentation. */
export function mountPages(app: Express, service: Service, guard: Guard): void {
  mountFiles(app);
  app.use('/assets', express.static(join(import.meta.dirname, 'assets'), { index: false, maxAge: '1h' }));
  app.get('/docs', (_req, res) => void res.send(docsPage()));
  const mayLook = guard(service, { role: 'viewer', signIn: '/login' });
  const plain = guard(service, { role: 'viewer', signIn: '/login?next=/plain' });
  app.get('/plain', ...plain, (req, res) => showHome(service, req, res));
  app.get('/scorecard', ...mayLook, (_req, res) => showScorecard(service, res));
  mountSignIn(app, service);
}

async function showHome({ ctx }: Service, req: Request, res: Response): Promise<void> {
  const mayStop = mayUse(callerOf(req), 'operator');
  sendPage(res, await writeHome(ctx, mayStop));
}

async function showScorecard({ ctx }: Service, res: Response): Promise<void> {
  sendPage(res, await writeScorecard(ctx));
}

function sendPage(res: Response, written: Buffer): void {
  res.set('cache-control', 'no-store').type('html').send(written);
}

// A page is the same, to the byte, for all who may do the same.
const writeHome = (ctx: ApiContext, mayStop: boolean) =>
  ctx.answers.of(`page /plain ${mayStop}`, async () => Buffer.from(homePage(await readDesk(ctx), { mayStop })));

const writeScorecard = (ctx: ApiContext) =>
  ctx.answers.of('page /scorecard', async () => {
    const { values } = await readPolicies(ctx.db);
    return Buffer.from(scorecardPage(await readScorecard(ctx), values.company?.timezone ?? 'UTC'));
  });
