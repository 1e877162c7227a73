import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { openNews } from './server/news.ts';
import { reads } from './server/reads.ts';
import './style/index.css';

const root = document.getElementById('app');
if (root)
  createRoot(root).render(
    <QueryClientProvider client={reads}>
      <App />
    </QueryClientProvider>,
  );
openNews();
