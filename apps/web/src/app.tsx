import { lazy, Suspense, useEffect, useState } from 'react';
import { Link, Route, Switch } from 'wouter';
import { Keys } from './palette/index.tsx';
import { useDisplay } from './server/display/display.ts';
import { useSession } from './server/session.ts';
import { Banners } from './shell/banners.tsx';
import { Header } from './shell/header.tsx';
import { Nav } from './shell/nav.tsx';
import { SignIn } from './shell/sign-in.tsx';
import { useDesk } from './shell/use-desk.ts';
import { useFreshness } from './shell/use-freshness.ts';
import { GoOnDialog } from './stop/go-on-dialog.tsx';
import { StopDialog } from './stop/stop-dialog.tsx';
import { en } from './words/en.ts';

const DeskPage = lazy(() => import('./pages/desk/page.tsx').then(({ DeskPage: page }) => ({ default: page })));
const TradesPage = lazy(() => import('./pages/trades/page.tsx').then(({ TradesPage: page }) => ({ default: page })));
const TradePage = lazy(() => import('./pages/trade/page.tsx').then(({ TradePage: page }) => ({ default: page })));
const AgentsPage = lazy(() => import('./pages/agents/page.tsx').then(({ AgentsPage: page }) => ({ default: page })));
const AgentPage = lazy(() =>
  import('./pages/agents/agent-page.tsx').then(({ AgentPage: page }) => ({ default: page })),
);
const FloorPage = lazy(() => import('./pages/floor/page.tsx').then(({ FloorPage: page }) => ({ default: page })));
const TablePage = lazy(() => import('./pages/table/page.tsx').then(({ TablePage: page }) => ({ default: page })));
const SignalsPage = lazy(() => import('./pages/signals/page.tsx').then(({ SignalsPage: page }) => ({ default: page })));
const OperationsPage = lazy(() =>
  import('./pages/operations/page.tsx').then(({ OperationsPage: page }) => ({ default: page })),
);
const RulesPage = lazy(() => import('./pages/rules/page.tsx').then(({ RulesPage: page }) => ({ default: page })));
const SettingsPage = lazy(() =>
  import('./pages/settings/page.tsx').then(({ SettingsPage: page }) => ({ default: page })),
);
const ProposalPage = lazy(() => import('./pages/trade/page.tsx').then(({ ProposalPage: page }) => ({ default: page })));

/** The shell, which stays, and the page in it. */
export function App() {
  const desk = useDesk();
  const age = useFreshness();
  const session = useSession();
  const [open, setOpen] = useState<'stop' | 'go-on' | null>(null);
  const stop = () => setOpen('stop');
  const keysOn = useDisplay().shortcuts === 'on';
  useStopKey(keysOn && desk?.mayStop === true, stop);
  const isOld = age.freshness === 'stale' || age.freshness === 'lost';
  useTitle(age.freshness === 'lost');
  return (
    <>
      <a className="skip" href="#main">
        {en.skip}
      </a>
      <header className={`shell ${desk?.mode === 'live' ? 'real' : ''}`}>
        <Header desk={desk} age={age} stop={stop} />
        <Nav desk={desk} />
      </header>
      <Banners desk={desk} age={age} goOn={() => setOpen('go-on')} />
      <main id="main" className={isOld ? 'old' : ''}>
        <Suspense fallback={<p className="faint">{en.loading}</p>}>
          <Switch>
            <Route path="/">
              <DeskPage desk={desk} />
            </Route>
            <Route path="/trades">
              <TradesPage desk={desk} />
            </Route>
            <Route path="/trades/:id">{({ id }) => <TradePage id={id} desk={desk} />}</Route>
            <Route path="/proposals/:id">{({ id }) => <ProposalPage id={id} desk={desk} />}</Route>
            <Route path="/floor">
              <FloorPage desk={desk} />
            </Route>
            <Route path="/roundtables/:id">{({ id }) => <TablePage id={id} desk={desk} />}</Route>
            <Route path="/agents">
              <AgentsPage />
            </Route>
            <Route path="/agents/:id">{({ id }) => <AgentPage id={id} desk={desk} />}</Route>
            <Route path="/signals">
              <SignalsPage desk={desk} />
            </Route>
            <Route path="/operations">
              <OperationsPage desk={desk} />
            </Route>
            <Route path="/rules/:key?">{({ key }) => <RulesPage desk={desk} policy={key ?? null} />}</Route>
            <Route path="/settings">
              <SettingsPage desk={desk} />
            </Route>
            <Route>
              <p>
                {en.notFound} <Link href="/">{en.back}</Link>
              </p>
            </Route>
          </Switch>
        </Suspense>
      </main>
      {session === 'in' && <Keys stop={desk?.mayStop ? stop : null} />}
      {session === 'out' && <SignIn />}
      {desk && open === 'stop' && <StopDialog desk={desk} close={() => setOpen(null)} />}
      {desk && open === 'go-on' && <GoOnDialog close={() => setOpen(null)} />}
    </>
  );
}

function useStopKey(may: boolean, stop: () => void): void {
  useEffect(() => {
    if (!may) return;
    const press = (event: KeyboardEvent) => {
      const inField = event.target instanceof Element && event.target.closest('input, select, textarea, dialog');
      if (event.shiftKey && event.key === 'S' && !inField) stop();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [may, stop]);
}

function useTitle(isLost: boolean): void {
  useEffect(() => {
    document.title = isLost ? `${en.link.lost.toUpperCase()}, ${en.name}` : en.name;
  }, [isLost]);
}
