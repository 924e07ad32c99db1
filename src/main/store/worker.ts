import { parentPort, workerData } from 'node:worker_threads';
import { causeOf } from '../../shared/errors.ts';
import type { StoreReply, StoreRequest } from './open.ts';
import { SqliteEngine, type StoreOptions } from './sqlite-engine.ts';

/** The thread that owns the store's file. One request after another, in order. */
const engine = new SqliteEngine(workerData as StoreOptions);

function perform(request: StoreRequest): unknown {
  switch (request.type) {
    case 'run':
      return engine.run(request.sql, request.params);
    case 'all':
      return engine.all(request.sql, request.params);
    case 'transaction':
      return engine.transaction(request.statements);
    case 'close':
      engine.close();
      return null;
  }
}

function answer(request: StoreRequest): StoreReply {
  try {
    return { id: request.id, ok: true, value: perform(request) };
  } catch (thrown) {
    return { id: request.id, ok: false, cause: causeOf(thrown) };
  }
}

parentPort?.on('message', (request: StoreRequest) => parentPort?.postMessage(answer(request)));
