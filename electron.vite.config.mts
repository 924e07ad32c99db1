import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/**
 * Targets are written out: electron-vite knows no Electron newer than its own table, and we bundle for the floor
 * (Node 18.15, Chromium 114), not for the Electron that happens to be installed.
 */
const nodeTarget = 'node18.15';

/** Stays outside the bundles: native code, WebAssembly beside its loader, and files that are served as they are. */
const external = [
  'electron',
  'libsql',
  '@napi-rs/canvas',
  '@serialport/bindings-cpp',
  'node-hid',
  'koffi',
  '@electric-sql/pglite',
  // pg's other driver, which nobody asks for.
  'pg-native',
  'swagger-ui-dist',
  /^node:/,
];

export default defineConfig({
  main: {
    build: {
      target: nodeTarget,
      outDir: 'out/main',
      // Everything that is not native is bundled: ESM-only packages become CommonJS, and the package stays small.
      externalizeDeps: false,
      rolldownOptions: {
        external,
        input: {
          index: 'src/main/index.ts',
          'store-worker': 'src/main/store/worker.ts',
          'layout-worker': 'src/main/devices/printer/layout/layout-worker.ts',
          central: 'src/central/main.ts',
          'password-worker': 'src/central/access/password-worker.ts',
          device: 'src/main/device-cli/main.ts',
        },
        output: {
          format: 'cjs',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          // What is loaded late (node-hid, koffi) comes by require: Node's import() knows no archive and would not find it.
          dynamicImportInCjs: false,
        },
      },
    },
  },
  preload: {
    build: {
      target: nodeTarget,
      outDir: 'out/preload',
      externalizeDeps: false,
      rolldownOptions: {
        external: ['electron'],
        input: { index: 'src/preload/index.ts' },
        // A sandboxed preload must be CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].js' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: {
      target: 'chrome114',
      outDir: 'out/renderer',
      modulePreload: { polyfill: false },
      rolldownOptions: { input: { index: 'src/renderer/index.html' } },
    },
  },
});
