-- Copied stamps: where shoppers say they bought, what an inspector looks at, and
-- what shoppers are warned of.

-- Given by choice alone, one answer of a device for a unit; dropped with the
-- scans of its month. The scan that it belongs to stands in scan_day under
-- counted_on and counted_as, so that another answer moves the same one.
create table place_told (
    batch_number integer     not null,
    unit         integer     not null,
    device       bytea       not null,
    province     text        not null, -- its code
    at           timestamptz not null,
    counted_on   date        not null,
    counted_as   text        not null,
    primary key (batch_number, unit, device)
);
create index on place_told (at);

-- What shoppers told before then was looked at already.
alter table unit_state add column cleared_at timestamptz;

-- evidence is that of the opening, and once decided that of the decision. A
-- watched case is still to be decided on.
create table clone_case (
    id           uuid primary key,
    batch_number integer     not null references batch,
    unit         integer     check (unit >= 0), -- null: the whole batch
    reason       text        not null check (reason in ('unit', 'batch', 'report')),
    opened_at    timestamptz not null default now(),
    state        text        not null default 'open'
        check (state in ('open', 'watched', 'dismissed', 'voided', 'alerted')),
    decided_by   uuid        references user_account,
    decided_at   timestamptz,
    note         text        not null default '',
    evidence     jsonb       not null,
    check ((state = 'open') = (decided_at is null))
);

-- Only after a dismissal may the same come up again.
create unique index clone_case_once on clone_case (batch_number, unit) nulls not distinct
    where state <> 'dismissed';
create index on clone_case (state, id);

-- A warning that shoppers of a batch read, until it is lifted.
create table batch_alert (
    id           uuid primary key,
    batch_number integer     not null references batch,
    case_id      uuid        not null references clone_case,
    text         text        not null check (text <> ''),
    text_en      text        not null default '',
    raised_by    uuid        not null references user_account,
    raised_at    timestamptz not null default now(),
    lifted_by    uuid        references user_account,
    lifted_at    timestamptz
);
create unique index batch_alert_once on batch_alert (case_id) where lifted_at is null;
create index on batch_alert (batch_number) where lifted_at is null;
