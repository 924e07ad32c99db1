/**
 * Procedures from the national portal: amounts that a person approved, with who, when and why; and what an import ended, so
 * that the catalogue of the program does not bring it back.
 */
export const catalogueImport = `
alter table procedure add column ended_by text;
create table catalogue_approval (
  site_id text not null references site,
  code text not null,
  channel text not null,
  fee text not null,
  listed bigint not null,
  amount bigint check (amount >= 0),
  reason text not null,
  decided_by text not null,
  decided_at timestamptz not null,
  primary key (site_id, code, channel, fee, listed)
);
`;
