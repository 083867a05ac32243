-- Recalls that reach everything: parts of a batch, what was made from it, and
-- drills of all that.

-- A recall is of the units first_unit to last_unit, or of the whole batch where
-- they are null. cause is the recall of a batch that went into this one,
-- distance steps of making away. A drill is found, timed and recorded like a
-- recall, and no shopper is told.
alter table recall
    add column first_unit  integer check (first_unit >= 0),
    add column last_unit   integer, -- inclusive
    add column cause       uuid references recall,
    add column distance    integer not null default 0,
    add column drill       boolean not null default false,
    add column lifted_by   uuid references user_account,
    add column lift_reason text not null default '',
    add check ((first_unit is null) = (last_unit is null)),
    add check (last_unit >= first_unit),
    add check ((cause is null) = (distance = 0) and distance >= 0);
create index on recall (cause) where cause is not null;

-- The same is not recalled twice: one recall of a whole batch is open for its
-- own sake, and one for the sake of each batch that went into it.
drop index recall_open;
create unique index recall_open on recall (batch_number, cause, first_unit, last_unit) nulls not distinct
    where lifted_at is null and not drill;

-- What shoppers are told of now.
create view open_recall as
    select
        id,
        batch_number,
        first_unit,
        last_unit,
        reason,
        instruction,
        contact,
        declared_by,
        declared_at,
        cause,
        distance
    from recall
    where lifted_at is null and not drill;

-- A batch that was made from a recalled one, and that an administrator decided
-- not to recall with it.
create table recall_dismissal (
    recall_id    uuid not null references recall,
    batch_number integer not null references batch,
    reason       text not null check (reason <> ''),
    dismissed_by uuid not null references user_account,
    dismissed_at timestamptz not null default now(),
    primary key (recall_id, batch_number)
);

-- What a drill found, and how long each step took.
create table recall_drill (
    recall_id      uuid primary key references recall,
    batches        integer not null,
    units          bigint not null, -- stamps that were issued for the batches
    receivers      integer not null,
    silent         text[] not null, -- receivers of whom no contact is known
    find_batches   bigint not null, -- microseconds, as the next two
    record_recalls bigint not null,
    find_receivers bigint not null
);
