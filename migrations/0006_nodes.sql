-- The secret that all nodes share, as a fingerprint: with different ones a
-- phone would be another device to each node, and its scans look like copies.
create table server_secret (
    only_row    boolean primary key default true check (only_row),
    fingerprint bytea not null
);

create index report_open on report (id) where closed_at is null;

-- Of an address, half of the failures are forgotten in an hour.
alter table signin_failure alter column failures type double precision;
