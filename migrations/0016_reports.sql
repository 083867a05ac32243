-- Where a shopper says that the goods were, by choice: the code of a province,
-- and a shop or market in a few words.
alter table report
    add column province text not null default '',
    add column place    text not null default '';

-- Of a case's unit, and of a producer's batches.
create index on report (batch_number, unit);

-- One that came with a report, made anew from its pixels: nothing else of the
-- file is kept. Apart from the reports, which are read in lists.
create table report_photo (
    id        uuid  primary key, -- random: it is in an address
    report_id uuid  not null unique references report on delete cascade,
    jpeg      bytea not null
);
