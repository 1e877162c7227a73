import type { ReactNode } from 'react';

/** What may be wider or longer than its place; the keyboard can move it, too. */
export function Scroll({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached without a mouse
    <section className="scroll" tabIndex={0} aria-label={name}>
      {children}
    </section>
  );
}
