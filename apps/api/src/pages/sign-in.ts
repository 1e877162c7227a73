import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { limitSignIns } from '../admission/index.ts';
import { findKeyInForce, mayUse, sessionCookie, tokenOf } from '../auth/index.ts';
import { originFault, problem, sendProblem } from '../http/index.ts';
import type { Service } from '../service.ts';
import { mountEnter } from './enter.ts';
import { loginPage, safePath } from './login-page.ts';

const form = z.object({ key: z.string().trim().min(1).max(400), next: z.string().max(400).optional() });

/** Sign-in with a key and sign-out, for browsers. */
export function mountSignIn(app: Express, service: Service): void {
  const readForm = express.urlencoded({ extended: false, limit: '4kb' });
  app.get(
    '/login',
    (req, res) =>
      void res.set('cache-control', 'no-store').send(loginPage({ next: safePath(req.query.next), fault: null })),
  );
  const ownPages = ownPagesOnly(service);
  app.post('/login', ownPages, readForm, signIn(service, limitSignIns()));
  mountEnter(app, service, ownPages);
  app.post('/logout', ownPages, (req, res) => signOut(service, req, res));
}

function ownPagesOnly({ ctx }: Service): RequestHandler {
  return (req, res, next) => {
    const fault = originFault(req.headers, ctx.config);
    if (fault) return sendProblem(res, problem('forbidden', fault));
    next();
  };
}

// Who has a right key signs in, however many wrong ones came from the same address.
function signIn(service: Service, limit: RequestHandler): RequestHandler {
  const { ctx, sessions } = service;
  return async (req, res) => {
    const given = form.safeParse(req.body);
    const next = safePath(given.data?.next);
    const key = given.success ? await findKeyInForce(service, given.data.key) : null;
    res.set('cache-control', 'no-store');
    if (!key || !mayUse(key, 'viewer')) return limit(req, res, () => refuse(ctx, { req, res, next }));
    await endSession({ ctx, sessions }, req);
    const { name, options } = sessionCookie(req, ctx.config);
    res.cookie(name, await sessions.start(key.id), options).redirect(303, next);
  };
}

function refuse(
  ctx: Service['ctx'],
  { req, res, next }: { readonly req: Request; readonly res: Response; readonly next: string },
): void {
  ctx.log.warn({ address: req.ip }, 'sign-in refused');
  res.status(401).send(loginPage({ next, fault: 'This key is not known here, or may not look at the desk.' }));
}

async function signOut({ ctx, sessions }: Service, req: Request, res: Response): Promise<void> {
  await endSession({ ctx, sessions }, req);
  const { name, options } = sessionCookie(req, ctx.config);
  res.clearCookie(name, options).redirect(303, '/login');
}

async function endSession({ ctx, sessions }: Pick<Service, 'ctx' | 'sessions'>, req: Request): Promise<void> {
  const token = tokenOf(req, ctx.config);
  if (token) await sessions.end(token);
}
