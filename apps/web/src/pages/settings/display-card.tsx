import { Choice } from '../../parts/choice.tsx';
import { chooseDisplay, type Display, useDisplay } from '../../server/display/display.ts';
import { en } from '../../words/en.ts';

const words = en.settings;

interface Asked<K extends keyof Display> {
  readonly key: K;
  readonly name: string;
  readonly of: Readonly<Record<Display[K], string>>;
}

/** How this browser shows the desk. */
export function DisplayCard() {
  return (
    <section className="card" aria-label={words.display}>
      <header>
        <h2>{words.display}</h2>
        <small>{words.kept}</small>
      </header>
      <div className="inner">
        <One key="zone" asked={{ key: 'zone', name: words.zone, of: words.zones }} />
        <One key="theme" asked={{ key: 'theme', name: words.theme, of: words.themes }} />
        <One key="up" asked={{ key: 'up', name: words.up, of: words.ups }} />
        <One key="shortcuts" asked={{ key: 'shortcuts', name: words.shortcuts, of: words.onOff }} />
      </div>
    </section>
  );
}

function One<K extends keyof Display>({ asked: { key, name, of } }: { readonly asked: Asked<K> }) {
  const display = useDisplay();
  return (
    <div className="setting">
      <span aria-hidden="true">{name}</span>
      <Choice name={name} of={of} chosen={display[key]} choose={(value) => chooseDisplay({ [key]: value })} />
    </div>
  );
}
