import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge } from '../shared/contract/index.ts';

/**
 * The bridge: two functions, no Electron object. Names are checked against the contract by the types here and by main's
 * router at run time; the contract itself is not bundled into the preload, where its schemas would only cost start-up.
 */
const bridge = {
  call: (name, input) => ipcRenderer.invoke('quay.call', name, input),
  on: (name, listener) => {
    const forward = (_event: unknown, heard: unknown, payload: unknown): void => {
      if (heard === name) listener(payload);
    };
    ipcRenderer.on('quay.event', forward);
    return () => ipcRenderer.off('quay.event', forward);
  },
} satisfies Bridge;

contextBridge.exposeInMainWorld('quay', bridge);
