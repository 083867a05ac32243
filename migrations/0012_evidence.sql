-- What else the clone rules judge a unit by, beside its devices.
alter table unit_state
    add column placed     integer not null default 0,     -- devices that told their province
    add column provinces  text[]  not null default '{}',  -- different ones that they told, by code
    add column claimed_at timestamptz,                    -- when the scratch PIN was used
    add column claimed_by bytea,                          -- the device that used it
    add column other_at   timestamptz,                    -- last scan by another device after that
    add column cleared    integer not null default 0;     -- devices that an inspector found to be all right
