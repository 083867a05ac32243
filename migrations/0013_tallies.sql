-- What is kept of scans for ever: how many there were of a batch on a day
-- (Vietnam's), by verdict and by the province that shoppers told.
create table scan_day (
    day          date   not null,
    batch_number integer not null,
    province     text   not null default '', -- its code; empty: not told
    verdict      text   not null,            -- 'unknown': answered by a node that died before it could tell
    scans        bigint not null,
    primary key (batch_number, day, province, verdict)
);
create index on scan_day (day);
