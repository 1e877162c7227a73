import type { Desk } from '../../shell/use-desk.ts';
import { en } from '../../words/en.ts';
import { AboutCard } from './about-card.tsx';
import { DisplayCard } from './display-card.tsx';
import { KeysCard } from './keys-card.tsx';
import { NotificationsCard } from './notifications-card.tsx';
import { SessionsCard } from './sessions-card.tsx';

/** Who may look, who is told, and how this browser shows the desk. */
export function SettingsPage({ desk }: { readonly desk: Desk | null }) {
  if (!desk) return <p className="faint">{en.loading}</p>;
  const may = desk.role === 'operator';
  return (
    <div className="desk">
      <h1>{en.settings.title}</h1>
      {may ? <KeysCard /> : <p className="faint">{en.settings.mayNot}</p>}
      <div className="two">
        {may && <SessionsCard />}
        <NotificationsCard may={may} />
      </div>
      <div className="two">
        <DisplayCard />
        <AboutCard />
      </div>
    </div>
  );
}
