import { StationConfig } from '../../../shared/contract/config.ts';

/** What is wrong with a field, by the key of its text `settings.invalid.…`. */
type ConfigProblem =
  | 'siteId'
  | 'id'
  | 'idTwice'
  | 'name'
  | 'address'
  | 'addressTwice'
  | 'url'
  | 'accessKey'
  | 'counterId'
  | 'device'
  | 'screen'
  | 'stations'
  | 'other';

/** Problems by the path of the field, e.g. `printers.0.address`. */
export type ConfigProblems = Readonly<Record<string, ConfigProblem>>;

function textFor(path: readonly PropertyKey[], custom: boolean): ConfigProblem {
  const field = path.map(String);
  const last = field.at(-1) ?? '';
  if (field[0] === 'stations' && field.length === 1) return 'stations';
  if (field.includes('scanners') && field[0] === 'stations') return 'device';
  switch (last) {
    case 'id':
      return custom ? 'idTwice' : 'id';
    case 'ticket':
    case 'receipt':
    case 'label':
      return 'device';
    case 'siteId':
    case 'name':
    case 'address':
    case 'url':
    case 'accessKey':
    case 'counterId':
    case 'screen':
      return last;
    default:
      return 'other';
  }
}

/** Everything in a configuration that main would refuse, field by field: the schema is the same one. */
export function configProblems(config: StationConfig): ConfigProblems {
  const parsed = StationConfig.safeParse(config);
  const found: Record<string, ConfigProblem> = {};
  for (const issue of parsed.error?.issues ?? []) {
    const isShared = issue.code === 'custom' && issue.params?.['sharedWith'] !== undefined;
    found[issue.path.map(String).join('.')] ??= isShared
      ? 'addressTwice'
      : textFor(issue.path, issue.code === 'custom');
  }
  for (const list of ['printers', 'scanners'] as const) {
    const seen = new Set<string>();
    config[list].forEach(({ id }, index) => {
      if (seen.has(id)) found[`${list}.${index}.id`] ??= 'idTwice';
      seen.add(id);
    });
  }
  return found;
}
