import { sayShare } from '../../figures/money.ts';
import { Part } from '../../parts/part.tsx';
import { type Column, Table } from '../../parts/tables/table.tsx';
import { useRead } from '../../server/reads.ts';
import { en } from '../../words/en.ts';

interface Pattern {
  readonly source: string;
  readonly target: string;
  readonly type: string;
  readonly probability: number;
  readonly cooldown: number;
}

const words = en.rules;

/** The matrix of reactions: whose event makes whom act. */
export function ReactionsCard() {
  const of = useRead('GET /api/policies/{key}', { params: { key: 'reaction_matrix' } });
  return (
    <Part title={words.reactions} of={of}>
      {({ value }) => {
        const patterns = (Array.isArray(value.patterns) ? value.patterns : []) as readonly Pattern[];
        const targets = [...new Set(patterns.map(({ target }) => target))];
        const columns: readonly Column<string>[] = [
          { name: words.source, cell: (source) => (source === '*' ? words.anybody : source.toUpperCase()) },
          ...targets.map((target) => ({
            name: target.toUpperCase(),
            cell: (source: string) =>
              patterns
                .filter((one) => one.source === source && one.target === target)
                .map(({ type, probability, cooldown }) => words.reacts(type, sayShare(probability), cooldown))
                .join('; ') || '–',
          })),
        ];
        return (
          <>
            <p className="faint fault">{words.reactionsSay}</p>
            <Table
              name={en.asTable(words.reactions)}
              columns={columns}
              rows={[...new Set(patterns.map(({ source }) => source))]}
              keyOf={(source) => source}
            />
          </>
        );
      }}
    </Part>
  );
}
