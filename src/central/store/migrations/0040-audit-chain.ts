/**
 * The audit log becomes a chain per site (`privacy/audit-chain.ts`): every row has its place and a keyed hash over the row
 * before it, and the database refuses to change or delete rows. Rows from before keep their order; the first row written
 * from now on is chained to all of them.
 */
export const auditChain = `
alter table audit drop constraint audit_pkey;
alter table audit
  add column sequence bigint,
  add column officer_id text,
  add column words bytea,
  add column hash bytea;
alter table audit alter column station_id drop not null;
update audit set sequence = numbered.place
  from (select site_id, audit_id, row_number() over (partition by site_id order by audit_id) as place from audit) numbered
  where audit.site_id = numbered.site_id and audit.audit_id = numbered.audit_id;
alter table audit alter column sequence set not null;
alter table audit drop column audit_id;
alter table audit add primary key (site_id, sequence);
create index audit_by_reference on audit (site_id, reference, sequence) where reference is not null;
-- The end of each chain. A null hash: rows from before, not chained yet.
create table audit_chain (
  site_id text primary key,
  last bigint not null,
  hash bytea
);
insert into audit_chain (site_id, last) select site_id, max(sequence) from audit group by site_id;
-- What the end of a chain was on a day: shows when rows are cut off at the end.
create table audit_anchor (
  site_id text not null,
  day date not null,
  sequence bigint not null,
  hash bytea not null,
  at timestamptz not null,
  primary key (site_id, day)
);
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed or deleted', tg_table_name using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_is_append_only before update or delete or truncate on audit
  for each statement execute function refuse_change();
create trigger audit_anchor_is_append_only before update or delete or truncate on audit_anchor
  for each statement execute function refuse_change();
`;
