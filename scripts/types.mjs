#!/usr/bin/env node
/** Type check of every layer with that layer's own libraries. */
import { readdir } from 'node:fs/promises';
import { root, runSteps } from './lib/run.mjs';

const layers = (await readdir(root)).filter((name) => /^tsconfig\.(?!base)\w+\.json$/.test(name)).sort();
if (layers.length < 6) throw new Error(`only ${layers.length} layers found: ${layers.join(', ')}`);
await runSteps(layers.map((layer) => [`types: ${layer}`, 'tsc', ['-p', layer]]));
