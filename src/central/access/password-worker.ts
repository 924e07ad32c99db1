import { parentPort } from 'node:worker_threads';
import { causeOf } from '../../shared/errors.ts';
import { hashHere, matchesHere } from './argon2.ts';
import type { PasswordReply, PasswordRequest } from './passwords.ts';

async function answer(request: PasswordRequest): Promise<PasswordReply> {
  const { id, password } = request;
  try {
    const value =
      'hash' in request ? await matchesHere(password, request.hash) : await hashHere(password, request.cost);
    return { id, value };
  } catch (thrown) {
    return { id, cause: causeOf(thrown) };
  }
}

parentPort?.on('message', (request: PasswordRequest) => {
  void answer(request).then((reply) => parentPort?.postMessage(reply));
});
