/**
 * Dossiers are found by keyed hashes of what they hold, personal data end with their time, and each erasure is on record.
 */
export const privacy = `
alter table dossier
  add column is_indexed boolean not null default false,
  add column erased_at timestamptz;
-- Dossiers that came in before the index: central indexes them, as only it has the key.
create index dossier_to_index on dossier (site_id, dossier_id) where not is_indexed;
create index dossier_by_code on dossier (site_id, code text_pattern_ops);
create index dossier_by_book on dossier (site_id, book_year desc, book_number desc);
create index dossier_by_end on dossier (site_id, state, day) where erased_at is null;
-- Keyed hashes of numbers, telephones and names: what is looked for is hashed the same way.
create table dossier_find (
  site_id text not null,
  kind text not null check (kind in ('number', 'phone', 'name')),
  value_index bytea not null,
  dossier_id uuid not null,
  primary key (site_id, kind, value_index, dossier_id),
  foreign key (site_id, dossier_id) references dossier
);
create index dossier_find_of_dossier on dossier_find (site_id, dossier_id);
create index citizen_by_time on citizen (site_id, updated_at);
-- How long personal data are kept at a site, where it decided otherwise than the product proposes.
create table retention_rule (
  site_id text not null references site,
  subject text not null,
  months integer check (months > 0),
  basis text not null,
  decided_by text not null,
  decided_at timestamptz not null,
  primary key (site_id, subject)
);
`;
