-- Stamps: a run is one row however many stamps it has; codes are derived from
-- the run and the key, never stored. Units of a batch are counted from 0, and
-- batch.next_unit is the number of those issued.

create table stamp_run (
    id             uuid not null unique,
    batch_number   integer not null references batch,
    first_unit     integer not null check (first_unit >= 0),
    quantity       integer not null check (quantity between 1 and 1048576),
    kind           text not null check (kind in ('compact', 'sealed')),
    gtin           text not null, -- as sealed into the codes
    kid            smallint not null check (kid between 0 and 31),
    certificate_id uuid references certificate, -- the OCOP certificate the run carries stars under
    stars          smallint not null default 0,
    created_by     uuid not null references user_account,
    created_at     timestamptz not null default now(),
    primary key (batch_number, first_unit),
    check (first_unit + quantity <= 1048576)
);

-- A unit with no row here is issued and not yet activated. Ranges of a batch
-- never overlap: they are only written under the lock of the batch's row.
create table stamp_range_state (
    batch_number integer not null references batch,
    first_unit   integer not null,
    last_unit    integer not null, -- inclusive
    state        text not null check (state in ('active', 'voided')),
    reason       text not null default '',
    since        timestamptz not null default now(),
    primary key (batch_number, first_unit),
    check (last_unit >= first_unit)
);

-- What an Idempotency-Key was first used for.
create table stamp_request (
    org_id       uuid not null references organisation,
    key          text not null,
    request_hash bytea not null,
    run_id       uuid references stamp_run (id),
    created_at   timestamptz not null default now(),
    primary key (org_id, key)
);
