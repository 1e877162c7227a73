import type { LabContext } from './command.ts';

const WIDTH = 30;

/** A bar that is drawn over itself. */
export interface ProgressBar {
  /** Shows a share of what is to be done, 0 to 1, where it has changed to the eye. */
  show(words: string, share: number): void;
  /** Takes the bar off the screen. */
  clear(): void;
}

/** Opens a bar on a terminal; without one nothing is shown. */
export function openProgress(terminal: LabContext['terminal']): ProgressBar {
  let shown = '';
  return {
    show: (words, share) => {
      const done = Math.round(Math.min(1, share) * WIDTH);
      const line = `${'█'.repeat(done)}${'░'.repeat(WIDTH - done)} ${words}`;
      if (!terminal || line === shown) return;
      terminal.write(`\r\u001b[K${line}`);
      shown = line;
    },
    clear: () => {
      if (terminal && shown !== '') terminal.write('\r\u001b[K');
      shown = '';
    },
  };
}
