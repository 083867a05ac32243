-- Printing: what was put out, and the files that are made for it.

-- Every output of codes, as a file that is made in the background or as a
-- direct download: a line for ever, never changed.
create table print (
    id           uuid primary key,
    batch_number integer not null references batch,
    run_id       uuid not null references stamp_run (id),
    first_unit   integer not null check (first_unit >= 0),
    last_unit    integer not null, -- inclusive
    kind         text not null check (kind in ('compact', 'sealed')), -- as printed: a run may be printed in the other kind
    format       text not null check (format in ('pdf', 'svg', 'png', 'zpl', 'tspl', 'csv', 'xlsx')),
    stock        text not null, -- its name; empty for a list
    dpi          integer not null check (dpi >= 0), -- of the printer; 0 for a list
    reprint      boolean not null, -- some of the units had been put out before
    user_id      uuid not null references user_account,
    created_at   timestamptz not null default now(),
    check (last_unit between first_unit and 1048575)
);
create index on print (batch_number, last_unit);
create index on print (run_id, id);
create trigger append_only before update or delete or truncate on print
    for each statement execute function refuse_change();

-- A file that is made part by part. It is with a runner while that renews its
-- lease; after the lease, whoever comes next goes on behind the last part.
create table print_job (
    print_id     uuid primary key references print,
    org_id       uuid not null references organisation, -- of who ordered
    key          text check (key <> ''), -- Idempotency-Key; null: none was given
    request_hash bytea not null check (length(request_hash) = 32),
    spec         json not null, -- not jsonb: read again as it was written
    state        text not null default 'waiting'
        check (state in ('waiting', 'running', 'done', 'failed', 'cancelled', 'expired')),
    made         integer not null default 0 check (made >= 0), -- labels
    parts        integer not null default 0 check (parts >= 0),
    bytes        bigint not null default 0 check (bytes >= 0),
    hash         bytea, -- state of SHA-256 behind the last part, as Go marshals it
    sha256       bytea check (length(sha256) = 32), -- of the whole file
    runner       uuid, -- one claim of a node
    lease_until  timestamptz,
    tries        integer not null default 0, -- claims since the last part that was stored
    problem      text not null default '', -- why it failed, for the text catalogue
    finished_at  timestamptz,
    unique (org_id, key),
    check ((state = 'running') = (runner is not null)),
    check ((runner is null) = (lease_until is null)),
    check ((state in ('waiting', 'running')) = (finished_at is null)),
    check (sha256 is not null or state not in ('done', 'expired'))
);
create index on print_job (print_id) where state in ('waiting', 'running');
create index on print_job (finished_at) where state = 'done';

-- The file: head, labels and tail, in the order of their numbers from 0. The
-- bytes are compressed where their format allows it, so Postgres does not try.
create table print_part (
    print_id uuid not null references print_job,
    number   integer not null check (number >= 0),
    bytes    bytea not null,
    note     bytea not null, -- what the tail has to know of the part; may be empty
    primary key (print_id, number)
);
alter table print_part alter column bytes set storage external;
