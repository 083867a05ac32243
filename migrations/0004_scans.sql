-- Scans of shoppers. device is an HMAC of a random first-party cookie; no
-- address is stored. Partitioned by month, so that old months can be dropped whole.
create table scan (
    id           uuid not null,
    batch_number integer not null,
    unit         integer, -- null: the batch's own code
    at           timestamptz not null,
    device       bytea not null,
    lang         text not null,
    primary key (batch_number, at, id)
) partition by range (at);
create table scan_default partition of scan default;

-- Appears with a unit's first scan. devices holds at most 64 of them: the
-- rules need only a few, and the count stops there.
create table unit_state (
    batch_number integer not null,
    unit         integer not null,
    scans        integer not null,
    devices      bytea[] not null,
    first_at     timestamptz not null,
    last_at      timestamptz not null,
    primary key (batch_number, unit)
);

-- What shoppers tell us is wrong.
create table report (
    id         uuid primary key,
    code       text not null,
    batch_number integer,
    unit       integer,
    kind       text not null check (kind in ('copied', 'damaged', 'mismatch', 'expired', 'other')),
    note       text not null default '',
    created_at timestamptz not null default now(),
    closed_at  timestamptz
);
