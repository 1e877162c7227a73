import fc from 'fast-check';
import { expect, test } from 'vitest';
import { polarities } from './memory.ts';
import { type Restraining, restraintOf } from './restraint.ts';

const memory = (id: string, polarity: Restraining['polarity'], confidence = 0.7): Restraining => ({
  ...{ id, content: id, polarity, confidence },
});

test('the strictest memory counts, of equals the surest', () => {
  const [less, surer] = [memory('less', 'less'), memory('surer', 'less', 0.8)];
  expect(restraintOf([less, surer, memory('liked', 'prefer')])).toEqual({ share: 0.5, by: surer });
  expect(restraintOf([less, memory('worst', 'avoid', 0.6)])).toMatchObject({ share: 0.25, by: { id: 'worst' } });
});

test('whatever is remembered, memories never ask for more than there is (I11)', () => {
  const any = fc.array(fc.constantFrom(...polarities).map((polarity) => memory('m', polarity)));
  fc.assert(
    fc.property(any, (memories) => {
      const { share, by } = restraintOf(memories);
      expect(share > 0 && share <= 1).toBe(true);
      expect(by === null).toBe(share === 1);
    }),
  );
});
