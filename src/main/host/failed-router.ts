import type { AppError } from '../../shared/errors.ts';
import { err, ok } from '../../shared/result.ts';
import type { Router } from './router.ts';

/**
 * Answers the window when main could not be composed (a broken configuration, a folder that cannot be written): what is
 * wrong, and a fresh start once it has been put right. Everything else is refused with the same reason.
 */
export function failedRouter(problem: AppError, version: string, restart: () => void): Router {
  return {
    route(name) {
      if (name === 'settings.restart') {
        restart();
        return Promise.resolve(ok(null));
      }
      if (name !== 'station.self') return Promise.resolve(err(problem));
      return Promise.resolve(
        ok({
          window: 'launcher',
          station: null,
          stations: [],
          site: null,
          language: 'vi',
          training: false,
          version,
          notices: [],
          problem,
        }),
      );
    },
  };
}
