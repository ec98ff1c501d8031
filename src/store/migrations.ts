/**
 * The schema, step by step; a step that has been released is never edited. Ids and times are text, booleans 0 and 1,
 * structures JSON text, so that the same steps serve SQLite and PostgreSQL.
 */
export const migrations: readonly string[] = [
  `create table runs (
     id text primary key,
     created_at text not null,
     plan_hash text not null,
     plan text not null,
     config text not null,
     status text not null check (status in ('running', 'finished', 'cancelled')),
     summary text,
     timings text
   );
   create table measurements (
     run text not null references runs (id),
     check_id text not null,
     position integer not null,
     body text not null,
     primary key (run, check_id, position)
   );
   create table outcomes (
     run text not null references runs (id),
     check_id text not null,
     outcome text not null check (outcome in ('measured', 'skipped', 'errored')),
     code text,
     reason text,
     primary key (run, check_id)
   );`,
  `alter table outcomes add column duration_ms real;`,
]
