import type { CompiledQuery, Kysely } from 'kysely';
import { withoutDatabase } from './without-database.ts';
import type { Tables } from './tables.ts';

/** Stands for a value that is not known yet. */
class Slot {
  constructor(readonly name: PropertyKey) {}
}

/** A query of Kysely's, or one in SQL. */
interface Statement<Row> {
  compile(database: Kysely<Tables>): CompiledQuery<Row>;
}

/**
 * A statement whose text is always the same, built and compiled once: that takes longer than sending it, and some are sent
 * with every command. `build` gets stand-ins for the values, which it must put into the statement and do nothing else with.
 *
 *     const nameOf = prepare<{ siteId: string }>()((database, { siteId }) =>
 *       database.selectFrom('site').select('name').where('site_id', '=', siteId));
 *     const [site] = await nameOf(transaction, { siteId: 'hall-1' });
 */
export function prepare<Values extends object>() {
  return <Row>(
    build: (database: Kysely<Tables>, values: Values) => Statement<Row>,
  ): ((database: Kysely<Tables>, values: Values) => Promise<Row[]>) => {
    let prepared: CompiledQuery<Row> | null = null;
    return async (database, values) => {
      prepared ??= build(withoutDatabase, slots as Values).compile(withoutDatabase);
      const { rows } = await database.executeQuery<Row>({
        ...prepared,
        parameters: prepared.parameters.map((parameter) =>
          parameter instanceof Slot ? values[parameter.name as keyof Values] : parameter,
        ),
      });
      return rows;
    };
  };
}

/** Has a stand-in for every value, by its name. */
const slots: object = new Proxy({}, { get: (_, name) => new Slot(name) });
