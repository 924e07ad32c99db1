/** What a person brings to be known by. A single sign-on adds its kind here: the code that its page sent back. */
export interface LogInProof {
  readonly kind: 'password';
  readonly userName: string;
  readonly password: string;
}

/** Who it is, for certain. */
export interface Identity {
  readonly officerId: string;
  /** The site that keeps the account. */
  readonly homeSiteId: string;
}

/** What became of a proof. `known`: whose it would be, for the audit log only: the answer never says. */
export type Proven =
  { readonly ok: true; readonly identity: Identity } | { readonly ok: false; readonly known: string | null };

/**
 * Says who a person is: the one place where a province's single sign-on plugs in. What the person may do stays with the
 * assignments of the site, and sessions, lock-out and audit stay with central.
 */
export interface IdentityProvider {
  /** Takes the same time whether there is such a person or not. */
  prove(siteId: string, proof: LogInProof, at: Date): Promise<Proven>;
}
