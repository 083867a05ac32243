-- Questions that stay: named queries, and those who are told of their answers.

create table named_query (
    id         uuid primary key,
    org_id     uuid not null references organisation,
    name       text collate "C" not null check (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$'),
    query      text not null, -- JSON as received
    namespaces jsonb not null, -- prefix to namespace, that came beside it
    created_by uuid not null references user_account,
    created_at timestamptz not null default now(),
    unique (org_id, name)
);

-- A receiver is told of events in the order of (xact, id), see event. Up to and
-- with the cursor it was told of all that its query matches; it grows only in
-- the transaction that marks the delivery as acknowledged. Numbers of
-- transactions begin anew in another server: whoever restores a dump there sets
-- all cursor_xact to 0 and initial_record_time to now.
create table subscription (
    id                  uuid primary key,
    query_id            uuid not null references named_query on delete cascade,
    user_id             uuid not null references user_account, -- who reads
    dest                text not null check (dest like 'https://%'),
    secret              text not null, -- signs, so it is kept as given; empty: not signed
    schedule            jsonb, -- {"hour": "1", "minute": "5"}; null: a stream
    report_if_empty     boolean not null,
    initial_record_time timestamptz not null,
    created_at          timestamptz not null default now(),
    cursor_xact         xid8 not null,
    cursor_id           uuid not null,
    due_at              timestamptz not null, -- of the next run, or of the next try
    run_sent            integer not null default 0, -- deliveries of the run at hand
    last_notified_at    timestamptz, -- of an answer 2xx
    lease               uuid, -- of the node that is at it
    leased_until        timestamptz,
    failures            integer not null default 0, -- one after the other
    failing_since       timestamptz,
    problem             text not null default '', -- of the last failure: "status_500", "unreachable", …
    suspended_at        timestamptz, -- given up
    check ((failures = 0) = (failing_since is null)),
    check ((lease is null) = (leased_until is null))
);
create index on subscription (query_id);
create index on subscription (due_at) where suspended_at is null;

-- What is, or was, posted. A delivery is decided on before it is posted, with
-- the events up to which it goes, so that it is the same when it is posted
-- again, and its id too.
create table delivery (
    id              uuid primary key,
    subscription_id uuid not null references subscription on delete cascade,
    from_xact       xid8 not null, -- exclusive
    from_id         uuid not null,
    to_xact         xid8 not null, -- inclusive
    to_id           uuid not null,
    events          integer not null,
    created_at      timestamptz not null default now(),
    acknowledged_at timestamptz
);
create unique index delivery_pending on delivery (subscription_id) where acknowledged_at is null;
create index on delivery (subscription_id, id);
