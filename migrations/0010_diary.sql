-- Photos of events are pictures too. Those that are not for shoppers belong to
-- an organisation; null: for everybody.
alter table picture add column org_id uuid references organisation;
