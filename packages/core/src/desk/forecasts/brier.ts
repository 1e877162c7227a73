/** How far a probability was from what happened, squared: 0 is a sure one that came true, 1 a sure one that did not. */
export function brier(probability: number, happened: boolean): number {
  return (probability - (happened ? 1 : 0)) ** 2;
}
