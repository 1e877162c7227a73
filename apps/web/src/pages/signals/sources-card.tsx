import { skillOf } from '../../figures/calibration.ts';
import { sayChange, sayCount } from '../../figures/money.ts';
import { Change, Result } from '../../parts/figure.tsx';
import { Part } from '../../parts/part.tsx';
import { type Column, Table } from '../../parts/tables/table.tsx';
import type { OutputOf } from '../../server/call.ts';
import { useRead } from '../../server/reads.ts';
import { en } from '../../words/en.ts';

type Source = OutputOf<'GET /api/signal-sources'>['items'][number];

const words = en.signals;

const columns: readonly Column<Source>[] = [
  { name: words.source, cell: ({ name, trust }) => (trust === 'untrusted' ? `“${name}”` : name) },
  { name: words.analysed, num: true, cell: ({ signals }) => sayCount(signals) },
  { name: words.trades, num: true, cell: ({ trades }) => sayCount(trades) },
  {
    name: words.wonOf,
    num: true,
    cell: ({ wins, trades }) => (trades === 0 ? '–' : en.desk.uses(wins, trades)),
  },
  { name: words.result, num: true, cell: ({ pnlUsd, trades }) => (trades === 0 ? '–' : <Result usd={pnlUsd} />) },
  {
    name: words.average,
    num: true,
    cell: ({ averagePct }) => (averagePct === null ? '–' : <Change share={averagePct} />),
  },
  { name: words.calibration, num: true, cell: sayCalibration },
];

/** Who sends signals, with what came of them; and what agents ask about and nobody sends. */
export function SourcesCard() {
  const of = useRead('GET /api/signal-sources', {});
  return (
    <Part title={words.sources} of={of}>
      {({ items, noData }) => (
        <>
          {items.length === 0 ? (
            <p className="empty">{words.noSources}</p>
          ) : (
            <Table name={en.asTable(words.sources)} columns={columns} rows={items} keyOf={({ name }) => name} />
          )}
          {noData.length > 0 && (
            <p className="inner faint">{words.noData(noData.map((kind) => words.kinds[kind] ?? kind))}</p>
          )}
        </>
      )}
    </Part>
  );
}

function sayCalibration({ brierScore, scored }: Source): string {
  const skill = skillOf(brierScore, scored);
  return skill === null ? words.tooFew(scored) : words.thanACoin(sayChange(skill), scored);
}
