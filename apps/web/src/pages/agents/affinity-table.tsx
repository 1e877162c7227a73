import { affinityOf, type Pair } from '../../figures/calibration.ts';
import { sayRatio } from '../../figures/money.ts';
import { Scroll } from '../../parts/scroll.tsx';
import { en } from '../../words/en.ts';

const TENSION = 0.4;
const WARMTH = 0.7;

interface AffinityTableProps {
  readonly agents: readonly string[];
  readonly pairs: readonly Pair[];
}

/** How well each two get on, from 0 to 1. */
export function AffinityTable({ agents, pairs }: AffinityTableProps) {
  return (
    <section className="card" aria-label={en.agents.together}>
      <header>
        <h2>{en.agents.together}</h2>
        <small>{en.agents.scale}</small>
      </header>
      <Scroll name={en.asTable(en.agents.together)}>
        <table className="affinity">
          <thead>
            <tr>
              <td />
              {agents.map((id) => (
                <th key={id} scope="col">
                  {id.toUpperCase()}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {agents.map((one) => (
              <tr key={one}>
                <th scope="row">{one.toUpperCase()}</th>
                {agents.map((other) => (
                  <Cell key={other} affinity={affinityOf(pairs, one, other)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

function Cell({ affinity }: { readonly affinity: number | null }) {
  if (affinity === null) return <td className="none">·</td>;
  const tone = affinity < TENSION ? 'tense' : affinity >= WARMTH ? 'warm' : '';
  return <td className={tone}>{sayRatio(affinity)}</td>;
}
