import { useState } from 'react';
import type { Field, Value } from '../../figures/rules/field.ts';
import { type Parting, partingsOf } from '../../figures/rules/merge.ts';
import { type Column, Table } from '../../parts/tables/table.tsx';
import { en } from '../../words/en.ts';
import { nameOfField, type Policy, sayValue } from './policy-words.ts';

interface MergeProps {
  readonly fields: readonly Field[];
  readonly before: Policy;
  readonly theirs: Policy;
  readonly yours: Value;
  /** Goes on from theirs with these fields as you wrote them. */
  readonly goOn: (yours: readonly Field[]) => void;
}

const words = en.rules;

/** What two people wrote at once: yours, theirs and before, of each field that differs. */
export function Merge({ fields, before, theirs, yours, goOn }: MergeProps) {
  const partings = partingsOf(fields, { before: before.value, yours, theirs: theirs.value });
  const [kept, setKept] = useState<Readonly<Record<string, 'yours' | 'theirs'>>>({});
  // What both changed is theirs, which is in force, until somebody says otherwise.
  const sideOf = ({ field, isConflict, yours: mine, before: was }: Parting) =>
    kept[field.path] ?? (isConflict || JSON.stringify(mine) === JSON.stringify(was) ? 'theirs' : 'yours');
  const columns: readonly Column<Parting>[] = [
    {
      name: words.field,
      cell: ({ field, isConflict }) => (
        <>
          {nameOfField(before.key, field.path)} {isConflict && <small className="bad-text">{words.conflict}</small>}
        </>
      ),
    },
    { name: words.before, cell: (one) => sayValue(one.before, one.field) },
    { name: words.yours, cell: (one) => sayValue(one.yours, one.field) },
    { name: words.theirs, cell: (one) => sayValue(one.theirs, one.field) },
    {
      name: words.keepYours,
      cell: (one) => (
        <input
          type="checkbox"
          aria-label={`${words.keepYours}: ${nameOfField(before.key, one.field.path)}`}
          checked={sideOf(one) === 'yours'}
          onChange={(event) => setKept({ ...kept, [one.field.path]: event.currentTarget.checked ? 'yours' : 'theirs' })}
        />
      ),
    },
  ];
  const chosen = partings.filter((one) => sideOf(one) === 'yours').map(({ field }) => field);
  return (
    <div className="policy-form">
      <p className="bad-text" role="alert">
        {words.stale(theirs.version, theirs.history[0]?.changedBy ?? '?')}
      </p>
      <Table name={words.changes} columns={columns} rows={partings} keyOf={({ field }) => field.path} />
      <div className="acts">
        <button type="button" className="first" onClick={() => goOn(chosen)}>
          {words.merge}
        </button>
      </div>
    </div>
  );
}
