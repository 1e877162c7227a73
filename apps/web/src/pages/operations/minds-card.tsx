import { sayCount, sayUsd } from '../../figures/money.ts';
import { Gauge } from '../../parts/figure.tsx';
import { Part } from '../../parts/part.tsx';
import { type Column, Table } from '../../parts/tables/table.tsx';
import type { OutputOf } from '../../server/call.ts';
import { useRead } from '../../server/reads.ts';
import { en } from '../../words/en.ts';

type Usage = OutputOf<'GET /api/minds/usage'>;
type Agent = Usage['agents'][number];

const words = en.operations;

const columns: readonly Column<Agent>[] = [
  { name: words.agent, cell: ({ agentId }) => agentId.toUpperCase() },
  { name: words.calls, num: true, cell: ({ calls }) => sayCount(calls) },
  { name: words.unusable, num: true, cell: ({ unusable }) => sayCount(unusable) },
  { name: words.tokens, num: true, cell: ({ tokens }) => sayCount(tokens) },
  { name: words.cost, num: true, cell: ({ usd }) => sayUsd(usd) },
];

/** What models were asked today, and what of the day's budget that took. */
export function MindsCard() {
  const of = useRead('GET /api/minds/usage', {});
  return (
    <Part title={words.minds} of={of}>
      {(usage) => (
        <>
          {usage.mind === 'rules' ? <p className="empty">{words.rules}</p> : <Budget {...usage} />}
          {usage.agents.length > 0 && (
            <Table
              name={en.asTable(words.minds)}
              columns={columns}
              rows={usage.agents}
              keyOf={({ agentId }) => agentId}
            />
          )}
        </>
      )}
    </Part>
  );
}

function Budget({ limits: { dailyTokens, dailyUsd }, agents }: Usage) {
  const tokens = agents.reduce((sum, agent) => sum + agent.tokens, 0);
  const usd = agents.reduce((sum, agent) => sum + Number(agent.usd), 0);
  const said = words.uses(sayCount(tokens), sayCount(dailyTokens));
  const cost = words.uses(sayUsd(usd), sayUsd(dailyUsd));
  return (
    <div className="inner">
      <p>
        {words.tokens}: {said}
      </p>
      <Gauge name={words.tokens} used={tokens} most={dailyTokens} says={said} />
      <p>
        {words.cost}: {cost}
      </p>
      <Gauge name={words.cost} used={usd} most={dailyUsd} says={cost} />
      {agents.length === 0 && <p className="faint">{words.noCalls}</p>}
    </div>
  );
}
