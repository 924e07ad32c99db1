import { paths } from '../../shared/api/routes.ts';

const templates = Object.values(paths)
  .map((path) => ({
    path,
    matches: new RegExp(`^${path.replace(/\./g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
  }))
  // Fixed paths before those with a blank in the same place.
  .sort((a, b) => a.path.split('{').length - b.path.split('{').length);

/**
 * The route of an address, for log and metrics: an address holds codes and, from a careless caller, worse. `other` where
 * there is none.
 */
export function routeName(address: string): string {
  return templates.find(({ matches }) => matches.test(address))?.path ?? 'other';
}
