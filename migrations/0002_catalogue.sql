-- What is made: products, their certificates, and batches.

-- Item references of GTINs that the service gives to makers that have none.
create sequence internal_gtin_item as bigint minvalue 1;

create table picture (
    id     uuid primary key,
    width  integer not null,
    height integer not null,
    jpeg   bytea not null -- re-encoded by the service, without metadata
);

create table product (
    id              uuid primary key,
    org_id          uuid not null references organisation,
    gtin            text not null unique check (gtin ~ '^[0-9]{14}$'),
    name_vi         text not null check (name_vi <> ''),
    name_en         text not null default '',
    product_group   text not null check (product_group in
        ('thuc-pham', 'do-uong', 'duoc-lieu', 'thu-cong-my-nghe', 'sinh-vat-canh', 'du-lich')),
    brand           text not null default '',
    description     text not null default '',
    standards       text[] not null default '{}', -- TCVN, QCVN, TCCS, international
    warnings        text not null default '',
    shelf_life_days integer not null default 0 check (shelf_life_days >= 0), -- 0: none
    picture_id      uuid references picture,
    place_id        uuid references place, -- of production; null: the organisation's
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now()
);
create index on product (org_id, id);

-- State is computed by date when shown and when stamps are issued; number and
-- issuer are free text and are never parsed.
create table certificate (
    id            uuid primary key,
    product_id    uuid not null references product,
    kind          text not null check (kind in ('ocop', 'standard', 'organic', 'origin', 'other')),
    stars         smallint not null default 0,
    score         numeric(5,2),
    rule_set      text not null default '', -- the decision that the rating was made under
    number        text not null default '',
    issuer        text not null default '',
    issued_on     date not null,
    valid_until   date not null, -- the last day on which it is valid
    revoked_on    date,          -- the first day on which it is not
    document      bytea,
    document_name text not null default '',
    created_at    timestamptz not null default now(),
    check (valid_until >= issued_on),
    check ((kind = 'ocop') = (stars between 3 and 5)),
    check (score between 0 and 100)
);
create index on certificate (product_id);

-- number is inside every printed code and never used again: 27 bits.
-- version grows with whatever changes what a shopper is shown of the batch,
-- its product, producer, certificates or recalls.
create table batch (
    id          uuid not null unique,
    number      integer generated always as identity (minvalue 0 maxvalue 134217727) primary key,
    product_id  uuid not null references product,
    org_id      uuid not null references organisation,
    gtin        text not null, -- as signed into its codes
    kid         smallint not null check (kid between 0 and 31), -- key that signs the batch code
    lot         text not null,
    produced_on date not null,
    expires_on  date, -- null: does not expire
    quantity    integer not null check (quantity between 1 and 1048576), -- packs
    content     text not null default '', -- of a pack, "500 g"
    next_unit   integer not null default 0 check (next_unit between 0 and 1048576),
    version     bigint not null default 1,
    created_at  timestamptz not null default now(),
    unique (gtin, lot),
    check (expires_on >= produced_on)
);
create index on batch (product_id, number);
create index on batch (org_id, number);

create table recall (
    id           uuid primary key,
    batch_number integer not null references batch,
    reason       text not null check (reason <> ''),
    instruction  text not null default '',
    contact      text not null default '',
    declared_by  uuid not null references user_account,
    declared_at  timestamptz not null default now(),
    lifted_at    timestamptz
);
create unique index recall_open on recall (batch_number) where lifted_at is null;
