import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import express, { type Express, type RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';

const DIST = join(import.meta.dirname, '../../../web/dist');

/** What the application may do in a browser: run its own files and speak to this server, nothing else. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** Paths that are not the application's, whatever a browser asks for. */
const NOT_ITS_OWN =
  /^\/(api|admin|assets|plain|docs|scorecard|login|logout|enter|healthz|readyz|metrics|openapi\.json)(\/|$)/;

/** Serves the application's files, which have their hash in their names, with what was packed beside them. */
export function mountFiles(app: Express): void {
  const files = express.static(join(DIST, 'assets'), { index: false, immutable: true, maxAge: '365d' });
  app.use('/assets', choosePacked(join(DIST, 'assets')), files);
}

/** Serves the one page of the application at each of its addresses; the plain page where nothing was built. */
export function mountApplication(app: Express, ctx: ApiContext): void {
  let told = false;
  const sayMissing = () => {
    if (!told) ctx.log.warn({ dist: DIST }, 'the pages are not built: the plain page is served instead');
    told = true;
  };
  // No route: its addresses are counted as one, and what it leaves alone is nobody's.
  app.use(async (req, res, next) => {
    if ((req.method !== 'GET' && req.method !== 'HEAD') || NOT_ITS_OWN.test(req.path)) return next();
    if (req.path !== '/' && !/\btext\/html\b/.test(req.headers.accept ?? '')) return next();
    res.set('cache-control', 'no-store');
    const page = await readFile(join(DIST, 'index.html')).catch(() => null);
    if (page) return void res.set('content-security-policy', POLICY).type('html').send(page);
    sayMissing();
    res.redirect(303, '/plain');
  });
}

const packings = [
  ['br', 'br'],
  ['gzip', 'gz'],
] as const;
const types = { js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' } as const;

/** Answers with a packed file where there is one that the client takes. */
function choosePacked(folder: string): RequestHandler {
  return (req, res, next) => {
    const [, name, ending] = /^\/([\w.-]+\.(js|css|svg))$/.exec(req.path) ?? [];
    const type = Object.entries(types).find(([known]) => known === ending)?.[1];
    if (!name || !type || !existsSync(join(folder, name))) return next();
    res.vary('accept-encoding');
    const packing = packings.find(
      ([encoding, suffix]) => req.acceptsEncodings(encoding) && existsSync(join(folder, `${name}.${suffix}`)),
    );
    if (packing) {
      res.set({ 'content-encoding': packing[0], 'content-type': `${type}; charset=utf-8` });
      req.url = `/${name}.${packing[1]}`;
    }
    next();
  };
}
