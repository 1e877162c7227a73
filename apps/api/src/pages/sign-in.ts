import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { limitSignIns } from '../admission/index.ts';
import { findKeyInForce, mayUse, SESSION_COOKIE, tokenOf } from '../auth/index.ts';
import { originFault, problem, sendProblem } from '../http/index.ts';
import type { Service } from '../service.ts';
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
  app.post('/login', limitSignIns(), ownPagesOnly, readForm, (req, res) => signIn(service, req, res));
  app.post('/logout', ownPagesOnly, (req, res) => signOut(service, req, res));
}

const ownPagesOnly: RequestHandler = (req, res, next) => {
  const fault = originFault(req.headers);
  if (fault) return sendProblem(res, problem('forbidden', fault));
  next();
};

async function signIn({ ctx, sessions }: Service, req: Request, res: Response): Promise<void> {
  const given = form.safeParse(req.body);
  const next = safePath(given.data?.next);
  const key = given.success ? await findKeyInForce(ctx, given.data.key) : null;
  res.set('cache-control', 'no-store');
  if (!key || !mayUse(key, 'viewer')) {
    ctx.log.warn({ address: req.ip }, 'sign-in refused');
    return void res
      .status(401)
      .send(loginPage({ next, fault: 'This key is not known here, or may not look at the desk.' }));
  }
  endSession(sessions, req);
  res.cookie(SESSION_COOKIE, sessions.start(key.id), {
    httpOnly: true,
    sameSite: 'strict',
    secure: req.secure,
    path: '/',
  });
  res.redirect(303, next);
}

function signOut({ sessions }: Service, req: Request, res: Response): void {
  endSession(sessions, req);
  res.clearCookie(SESSION_COOKIE, { httpOnly: true, sameSite: 'strict', secure: req.secure, path: '/' });
  res.redirect(303, '/login');
}

function endSession(sessions: Service['sessions'], req: Request): void {
  const token = tokenOf(req.headers.cookie);
  if (token) sessions.end(token);
}
