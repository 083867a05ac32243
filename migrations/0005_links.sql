-- Where codes lead: the links of products and batches, and the numbers that
-- products had before.

-- A row never changes what it says: a changed link is a new row, so what was
-- approved is what was looked at. replaces is the approved link that goes on
-- serving until this one is approved in its place.
create table link (
    id           uuid primary key,
    product_id   uuid not null references product,
    batch_number integer references batch, -- one of the product's; null: of the product
    link_type    text not null check (link_type ~ '^gs1:[A-Za-z]+$'),
    href         text not null check (href like 'https://%' and octet_length(href) <= 2000),
    title        text not null check (title <> ''),
    lang         text not null default '', -- BCP 47; empty: not said
    media_type   text not null default '', -- empty: not said
    is_default   boolean not null,
    state        text not null default 'proposed' check (state in ('proposed', 'approved', 'rejected')),
    replaces     uuid unique references link on delete set null,
    proposed_by  uuid not null references user_account,
    decided_by   uuid references user_account,
    created_at   timestamptz not null default now(),
    decided_at   timestamptz,
    reason       text not null default '', -- of a rejection
    check ((state = 'proposed') = (decided_at is null))
);
create index on link (product_id, batch_number);
create index on link (id) where state = 'proposed';

-- One default link a level and language.
create unique index link_default on link (product_id, batch_number, lang) nulls not distinct
    where is_default and state = 'approved';

-- Numbers that are in printed codes and belong to their product for ever. No
-- number is both here and the present one of a product: whoever writes one of
-- the two looks at the other afterwards, in the same transaction.
create table former_gtin (
    gtin       text primary key check (gtin ~ '^[0-9]{14}$'),
    product_id uuid not null references product,
    until      timestamptz not null default now()
);
create index on former_gtin (product_id);
