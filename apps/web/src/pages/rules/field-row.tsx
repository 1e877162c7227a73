import type { ReactNode } from 'react';
import type { Field } from '../../figures/rules/field.ts';
import { en } from '../../words/en.ts';
import { sayRange } from './policy-words.ts';

interface RowProps {
  readonly field: Field;
  readonly name: string;
  readonly written: string;
  /** Why it cannot be sent; null where it can. */
  readonly fault: string | null;
  readonly write: (written: string) => void;
}

/** One thing that a policy's form asks for, with what it may be and why it is not taken. */
export function FieldRow({ field, name, written, fault, write }: RowProps) {
  const id = `field-${field.path}`;
  const says = `${id}-says`;
  const described = { 'aria-describedby': says, ...(fault === null ? {} : { 'aria-invalid': true as const }) };
  return (
    <div className="field-row">
      {field.kind === 'choices' ? <span id={`${id}-name`}>{name}</span> : <label htmlFor={id}>{name}</label>}
      <Input {...{ id, field, written, write, described, name }} />
      <small id={says} className={fault === null ? 'faint' : 'bad-text'}>
        {fault ?? sayRange(field)}
      </small>
    </div>
  );
}

interface InputProps extends Pick<RowProps, 'field' | 'written' | 'write' | 'name'> {
  readonly id: string;
  readonly described: Readonly<Record<string, string | true>>;
}

function Input({ id, field, written, write, described, name }: InputProps): ReactNode {
  const { kind, schema } = field;
  if (kind === 'switch')
    return (
      <input
        {...{ id, ...described }}
        type="checkbox"
        checked={written === 'true'}
        onChange={(event) => write(String(event.currentTarget.checked))}
      />
    );
  if (kind === 'choice')
    return (
      <select {...{ id, ...described }} value={written} onChange={(event) => write(event.currentTarget.value)}>
        {(schema.enum ?? []).map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    );
  if (kind === 'choices') return <Choices {...{ id, name, written, write }} of={schema.items?.enum ?? []} />;
  if (kind === 'lines' || kind === 'json')
    return (
      <textarea
        {...{ id, ...described }}
        rows={Math.min(12, written.split('\n').length + 1)}
        spellCheck={false}
        value={written}
        onChange={(event) => write(event.currentTarget.value)}
      />
    );
  return (
    <span className="with-unit">
      <input
        {...{ id, ...described }}
        inputMode={kind === 'number' ? 'decimal' : 'text'}
        autoComplete="off"
        value={written}
        onChange={(event) => write(event.currentTarget.value)}
      />
      {schema.unit !== undefined && <span className="faint">{en.rules.units[schema.unit] ?? schema.unit}</span>}
    </span>
  );
}

interface ChoicesProps {
  readonly id: string;
  readonly of: readonly string[];
  readonly written: string;
  readonly write: (written: string) => void;
}

function Choices({ id, of, written, write }: ChoicesProps) {
  const chosen = new Set(written.split('\n'));
  const toggle = (choice: string) => {
    const next = of.filter((one) => (one === choice ? !chosen.has(one) : chosen.has(one)));
    write(next.join('\n'));
  };
  return (
    <fieldset aria-labelledby={`${id}-name`} className="choices">
      {of.map((choice) => (
        <label key={choice}>
          <input type="checkbox" checked={chosen.has(choice)} onChange={() => toggle(choice)} />{' '}
          {en.floor.kinds[choice] ?? choice}
        </label>
      ))}
    </fieldset>
  );
}
