#!/usr/bin/env node
/**
 * Who may import whom. Fails when fewer modules than we have were cruised: without a usable TypeScript, dependency-cruiser
 * finds nothing wrong in nothing at all.
 */
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { createRequire } from 'node:module';
import { root } from './lib/run.mjs';

const fewest = 150;
const { forbidden, options } = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
const result = await cruise(
  ['src', 'e2e'],
  { ...options, ruleSet: { forbidden }, validate: true, baseDir: root },
  undefined,
  {
    tsConfig: extractTSConfig(`${root}/tsconfig.tests.json`),
  },
);
const { summary, modules } = result.output;
const ours = modules.filter((module) => /^(src|e2e)\//.test(module.source)).length;
for (const violation of summary.violations)
  console.error(`${violation.rule.severity} ${violation.rule.name}: ${violation.from} → ${violation.to}`);
console.error(
  `${ours} modules, ${summary.totalDependenciesCruised} dependencies, ${summary.violations.length} violations`,
);
if (ours < fewest) {
  console.error(`Only ${ours} modules were cruised, fewer than ${fewest}: the check itself is broken.`);
  process.exit(1);
}
process.exit(summary.error > 0 ? 1 : 0);
