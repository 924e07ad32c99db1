/** A mark sealed with the data key, so that a start with another key is refused before it seals anything. */
export const dataKey = `
create table data_key (
  only_one boolean primary key default true check (only_one),
  mark bytea not null
);
`;
