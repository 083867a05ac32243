-- Tries of the PIN under a unit's scratch foil; appears with the first. The PIN
-- itself is computed, and who used it stands in unit_state, which appears with
-- a unit's first scan or with that use.
create table pin_try (
    batch_number integer  not null,
    unit         integer  not null,
    tries        smallint not null check (tries between 0 and 5), -- wrong ones
    locked_at    timestamptz, -- at the fifth: no PIN is taken any more
    primary key (batch_number, unit),
    check ((tries = 5) = (locked_at is not null))
);
