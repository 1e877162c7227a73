import { useId } from 'react';

interface ChoiceProps<T extends string> {
  readonly name: string;
  readonly of: Readonly<Record<T, string>>;
  readonly chosen: T;
  readonly choose: (value: T) => void;
}

/** One of a few, side by side. */
export function Choice<T extends string>({ name, of, chosen, choose }: ChoiceProps<T>) {
  const id = useId();
  return (
    <fieldset className="choice">
      <legend className="hidden">{name}</legend>
      {(Object.keys(of) as T[]).map((value) => (
        <label key={value} className={value === chosen ? 'on' : ''}>
          <input type="radio" name={id} checked={value === chosen} onChange={() => choose(value)} />
          {of[value]}
        </label>
      ))}
    </fieldset>
  );
}
