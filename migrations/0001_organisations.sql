-- Who takes part: places, organisations, people, and what they did.

-- A place keeps the administrative units it was certified under (before the
-- mergers of 1 July 2025) beside the unit of today; either side may be empty.
create table place (
    id              uuid primary key,
    street          text not null default '',
    commune_before  text not null default '',
    district_before text not null default '',
    province_before text not null default '',
    unit_code       text not null default '',
    unit_now        text not null default '',
    province_code   text not null default '',
    province_now    text not null default ''
);

create table organisation (
    id         uuid primary key,
    kind       text not null check (kind in ('authority', 'producer')),
    code       text not null unique,
    name       text not null check (name <> ''),
    name_en    text not null default '',
    owner_type text not null default '' check (owner_type in ('', 'ho-kinh-doanh', 'hop-tac-xa', 'doanh-nghiep')),
    gln        text unique check (gln ~ '^[0-9]{13}$'),
    phone      text not null default '',
    email      text not null default '',
    website    text not null default '',
    place_id   uuid references place,
    created_at timestamptz not null default now()
);

create table user_account (
    id            uuid primary key,
    org_id        uuid not null references organisation,
    email         text not null unique check (email = lower(email)),
    name          text not null,
    role          text not null check (role in ('admin', 'producer', 'inspector')),
    password_hash text not null, -- argon2id, PHC string
    disabled_at   timestamptz,
    created_at    timestamptz not null default now()
);
create index on user_account (org_id);

-- Only the SHA-256 of a session's or a token's secret is kept.
create table session (
    secret_hash  bytea primary key,
    user_id      uuid not null references user_account on delete cascade,
    created_at   timestamptz not null default now(),
    last_seen_at timestamptz not null default now(),
    expires_at   timestamptz not null
);
create index on session (user_id);

create table api_token (
    id           uuid primary key,
    secret_hash  bytea not null unique,
    user_id      uuid not null references user_account on delete cascade,
    name         text not null,
    created_at   timestamptz not null default now(),
    last_used_at timestamptz,
    revoked_at   timestamptz
);

-- Back-off of failed sign-ins. key is an HMAC of the account's or the
-- caller's address, never the address itself.
create table signin_failure (
    key         bytea primary key,
    failures    integer not null,
    last_at     timestamptz not null,
    next_try_at timestamptz not null
);

-- A line for every write of codes, states, certificates and accounts.
create table audit (
    id      uuid primary key,
    at      timestamptz not null default now(),
    user_id uuid references user_account,
    org_id  uuid references organisation,
    action  text not null,
    subject text not null,
    detail  jsonb not null default '{}'
);
create index on audit (subject, at);
