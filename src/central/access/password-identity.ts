import type { Kysely } from 'kysely';
import type { Tables } from '../store/tables.ts';
import type { IdentityProvider, LogInProof, Proven } from './identity-provider.ts';
import type { Passwords } from './passwords.ts';

/** Knows people by the user name at the site and the password of their account. */
export class PasswordIdentity implements IdentityProvider {
  /** Compared with where there is no such person: made at the same cost, so it takes the same time. */
  #nobody: Promise<string> | null = null;

  constructor(
    private readonly database: Kysely<Tables>,
    private readonly passwords: Passwords,
  ) {}

  async prove(siteId: string, proof: LogInProof, at: Date): Promise<Proven> {
    const account = await this.#find(siteId, proof.userName);
    this.#nobody ??= this.passwords.hash('nobody has this password');
    const hash = account?.password_hash ?? (await this.#nobody);
    const matches = await this.passwords.matches(proof.password, hash);
    if (account === undefined) return { ok: false, known: null };
    const { officer_id: officerId, home_site_id: homeSiteId } = account;
    const isOver = account.one_time_until !== null && account.one_time_until <= at;
    if (!matches || isOver || account.disabled_at !== null) return { ok: false, known: officerId };
    if (this.passwords.isOutdated(hash)) await this.#hashAnew(homeSiteId, officerId, hash, proof.password);
    return { ok: true, identity: { officerId, homeSiteId } };
  }

  #find(siteId: string, userName: string) {
    return this.database
      .selectFrom('assignment')
      .innerJoin('officer', (join) =>
        join
          .onRef('officer.site_id', '=', 'assignment.home_site_id')
          .onRef('officer.officer_id', '=', 'assignment.officer_id'),
      )
      .select([
        'assignment.officer_id',
        'assignment.home_site_id',
        'officer.password_hash',
        'officer.one_time_until',
        'officer.disabled_at',
      ])
      .where('assignment.site_id', '=', siteId)
      .where('assignment.user_name', '=', userName)
      .executeTakeFirst();
  }

  /** The cost has been raised since: only now is the password at hand. One that was changed meanwhile stays. */
  async #hashAnew(siteId: string, officerId: string, from: string, password: string): Promise<void> {
    const hash = await this.passwords.hash(password);
    await this.database
      .updateTable('officer')
      .set({ password_hash: hash })
      .where('site_id', '=', siteId)
      .where('officer_id', '=', officerId)
      .where('password_hash', '=', from)
      .execute();
  }
}
