import { html } from '@atc/core/kernel/text';
import type { Express, Request, RequestHandler, Response } from 'express';
import { limitSignIns } from '../admission/index.ts';
import { ENTRY_TOKEN, hashKey, isFromHere, sessionCookie, spendEntry } from '../auth/index.ts';
import { problem, sendProblem } from '../http/index.ts';
import type { Service } from '../service.ts';
import { page } from './page.ts';

/**
 * The link that a start prints: its page has a button, and the button signs in. Looking at it spends nothing, so that
 * no preview of a terminal or a browser does.
 */
export function mountEnter(app: Express, service: Service, ownPages: RequestHandler): void {
  app.get('/enter/:token', onlyHere, (_req, res) => void res.send(enterPage(null)));
  app.post('/enter/:token', onlyHere, ownPages, enter(service, limitSignIns()));
}

// The token is in the address: it may go nowhere from here, and nobody keeps the page.
const onlyHere: RequestHandler = (req, res, next) => {
  res.set({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  if (!isFromHere(req.headers, req.socket.remoteAddress))
    return sendProblem(res, problem('forbidden', 'this link signs in on the machine of the company alone'));
  next();
};

function enter({ ctx, sessions }: Service, limit: RequestHandler): RequestHandler {
  return async (req, res) => {
    const { token } = req.params;
    const known = typeof token === 'string' && ENTRY_TOKEN.test(token);
    const keyId = known ? await spendEntry(ctx.db, hashKey(token)) : null;
    if (keyId === null) return limit(req, res, () => refuse(ctx, req, res));
    const { name, options } = sessionCookie(req, ctx.config);
    res.cookie(name, await sessions.start(keyId), options).redirect(303, '/');
  };
}

function refuse({ log }: Service['ctx'], req: Request, res: Response): void {
  log.warn({ address: req.ip }, 'sign-in by a link refused');
  res.status(401).send(enterPage('This link was used before, is older than ten minutes, or is none of ours.'));
}

function enterPage(fault: string | null): string {
  const button = html`<form method="post"><button autofocus>Open the desk</button></form>
<p class="none">This link signs in once, as the operator.</p>`;
  const refusal = html`<p class="fault" role="alert">${fault ?? ''}</p>
<p><a href="/login">Sign in with the key</a>, or start the company again for another link.</p>`;
  return page('The desk', html`<main class="login"><h1>The desk</h1>${fault === null ? button : refusal}</main>`);
}
