import { type Field, fieldsOf, type Schema, valueAt } from '../../figures/rules/field.ts';
import { sayTime } from '../../figures/time.ts';
import { Part } from '../../parts/part.tsx';
import { type Column, Table } from '../../parts/tables/table.tsx';
import { useRead } from '../../server/reads.ts';
import type { Desk } from '../../shell/use-desk.ts';
import { en } from '../../words/en.ts';
import { PolicyForm } from './policy-form.tsx';
import { nameOfField, nameOfPolicy, type Policy, sayValue } from './policy-words.ts';

type Version = Policy['history'][number];

const words = en.rules;

/** A policy: its form for an operator, its values for everybody else, and what it was before. */
export function PolicyCard({ of: key, desk }: { readonly of: string; readonly desk: Desk }) {
  const of = useRead('GET /api/policies/{key}', { params: { key } });
  return (
    <Part title={nameOfPolicy(key)} of={of} beside={of.data && <small>{words.version(of.data.version)}</small>}>
      {(policy) => {
        const fields = fieldsOf(policy.schema as Schema);
        return (
          <>
            {desk.role === 'operator' ? (
              <PolicyForm first={policy} fields={fields} account={desk.mode === 'live' ? (desk.account ?? '') : null} />
            ) : (
              <Values policy={policy} fields={fields} />
            )}
            <History policy={policy} fields={fields} zone={desk.zone} />
          </>
        );
      }}
    </Part>
  );
}

interface Shown {
  readonly policy: Policy;
  readonly fields: readonly Field[];
}

function Values({ policy, fields }: Shown) {
  const columns: readonly Column<Field>[] = [
    { name: words.field, cell: ({ path }) => nameOfField(policy.key, path) },
    { name: words.value, cell: (field) => sayValue(valueAt(policy.value, field.path), field) },
  ];
  return (
    <>
      <p className="faint fault">{words.mayNot}</p>
      <Table name={nameOfPolicy(policy.key)} columns={columns} rows={fields} keyOf={({ path }) => path} />
    </>
  );
}

function History({ policy, fields, zone }: Shown & { readonly zone: string }) {
  const { history, key } = policy;
  const changed = (version: Version) => {
    const before = history.find((one) => one.version === version.version - 1);
    if (!before) return '–';
    return fields
      .map((field) => [field, valueAt(before.value, field.path), valueAt(version.value, field.path)] as const)
      .filter(([, was, is]) => JSON.stringify(was) !== JSON.stringify(is))
      .map(([field, was, is]) => words.changed(nameOfField(key, field.path), sayValue(was, field), sayValue(is, field)))
      .join('; ');
  };
  const columns: readonly Column<Version>[] = [
    { name: words.history, cell: ({ version }) => words.version(version) },
    { name: words.when, cell: ({ changedAt }) => sayTime(changedAt, zone) },
    { name: words.by, cell: ({ changedBy }) => changedBy },
    { name: words.changes, cell: changed },
    { name: words.reason, cell: ({ reason }) => reason },
  ];
  return (
    <Table name={en.asTable(words.history)} columns={columns} rows={history} keyOf={({ version }) => String(version)} />
  );
}
