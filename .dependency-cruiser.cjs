/**
 * The layers (ARCHITECTURE.md, layer table). Paths are anchored: `^src/central/` is the server, `^src/main/central-client/`
 * its client.
 */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    forbid(
      'no-cycles',
      'a cycle has no first part to understand',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    forbid(
      'shared-is-pure',
      'shared runs anywhere: no layer, no Node, no Electron',
      { path: '^src/shared/', pathNot: '\\.test\\.ts$' },
      { path: ['^src/(main|central|renderer|preload)/', '^node:', '^electron$'] },
    ),
    forbid(
      'shared-no-core',
      'shared does no I/O',
      { path: '^src/shared/', pathNot: '\\.test\\.ts$' },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'main-alone',
      'main knows no window and no server',
      { path: '^src/main/', pathNot: '\\.test\\.ts$' },
      { path: '^src/(renderer|central|preload)/' },
    ),
    forbid(
      'central-alone',
      'central is a program of its own',
      { path: '^src/central/' },
      { path: '^src/(renderer|main|preload)/' },
    ),
    forbid(
      'renderer-alone',
      'a window talks only through the bridge',
      { path: '^src/renderer/', pathNot: '\\.test\\.tsx?$' },
      { path: ['^src/(main|central|preload)/'] },
    ),
    forbid(
      'renderer-no-node',
      'a window is sandboxed',
      { path: '^src/renderer/', pathNot: '(\\.test\\.tsx?|test-setup\\.ts)$' },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'preload-small',
      'the preload is two functions',
      { path: '^src/preload/' },
      { path: '^src/(main|central|renderer)/' },
    ),
    forbid(
      'electron-in-its-folder',
      'main is composable without Electron',
      { path: '^src/main/', pathNot: '^src/main/(electron/|index\\.ts$)' },
      { path: ['^electron$', '^src/main/electron/'] },
    ),
    forbid(
      'renderer-features-apart',
      'a feature shows others its index.ts only',
      { path: '^src/renderer/features/([^/]+)/' },
      { path: '^src/renderer/features/([^/]+)/', pathNot: ['^src/renderer/features/$1/', '/index\\.ts$'] },
    ),
    forbid(
      'ui-is-plain',
      'ui knows no feature, store or host',
      { path: '^src/renderer/ui/' },
      { path: '^src/renderer/(features|host|app)/' },
    ),
    forbid(
      'encode-is-pure',
      'encoding knows no transport',
      { path: '^src/main/devices/printer/(encode|layout)/', pathNot: '\\.test\\.ts$' },
      { path: '^src/main/devices/printer/(adapters|lab)/' },
    ),
    forbid(
      'e2e-never-renderer',
      'e2e speaks domain words through the window',
      { path: '^e2e/' },
      { path: '^src/renderer/' },
    ),
    forbid(
      'no-test-in-product',
      'the product imports no test',
      { pathNot: '\\.(test|contract)\\.tsx?$' },
      { path: '\\.(test|contract)\\.tsx?$' },
    ),
    forbid('no-unresolved', 'an import that resolves to nothing', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.json$|\\.css$' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
};
