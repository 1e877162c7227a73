import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { applyDisplay } from './server/display/display.ts';
import { openNews } from './server/news.ts';
import { reads } from './server/reads.ts';
import './style/index.css';

applyDisplay();
const root = document.getElementById('app');
if (root)
  createRoot(root).render(
    <QueryClientProvider client={reads}>
      <App />
    </QueryClientProvider>,
  );
openNews();
