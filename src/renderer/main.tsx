import '@mantine/core/styles.css';
import './styles/fonts.css';
import './styles/theme.css';
import { createRoot } from 'react-dom/client';
import type { Bridge } from '../shared/contract/index.ts';
import { App } from './app/App.tsx';
import { hostClient } from './host/client.ts';
import { browserSounds } from './sound/sounds.ts';

declare global {
  interface Window {
    /** The bridge that the preload puts into every window of ours. */
    readonly quay: Bridge;
  }
}

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root"');
createRoot(root).render(<App host={hostClient(window.quay)} sounds={browserSounds()} />);
