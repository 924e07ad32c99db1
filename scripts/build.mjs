#!/usr/bin/env node
/** Builds main, preload, renderer, central and the device program into out/. */
import { ensureBuilt } from './lib/build-state.mjs';

await ensureBuilt({ force: true });
