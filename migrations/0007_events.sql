-- Who, what, where, when and why: EPCIS 2.0 events as they came, and what is
-- asked of them. event and event_epc only ever grow; an event is corrected by
-- a further one that carries an errorDeclaration.

-- A document that is to be captured. It is kept until its job is finished, so
-- that a job outlives the node that took it.
create table capture (
    id          uuid primary key,
    org_id      uuid not null references organisation,
    user_id     uuid not null references user_account,
    behaviour   text not null check (behaviour in ('rollback', 'proceed')), -- at an error
    public      boolean not null, -- of the events, as in event
    hidden      text[] not null,
    document    bytea, -- as received; null once finished
    errors      jsonb not null default '[]', -- [{"type", "pointer", "sentence"}]
    created_at  timestamptz not null default now(),
    finished_at timestamptz, -- null: running
    check ((document is null) = (finished_at is not null))
);
create index on capture (org_id, id);
create index capture_running on capture (id) where finished_at is null;

-- One row an event. Places and identifiers of business vocabularies are as the
-- query compares them: GS1 keys in the canonical form of GS1 Digital Link, words
-- of CBV bare, other URIs as given.
create table event (
    id                uuid primary key, -- UUIDv7: sorts by capture
    org_id            uuid not null references organisation, -- that says so
    capture_id        uuid, -- null: not of a document
    public            boolean not null, -- false: for officers and the organisation only
    hidden            text[] not null,  -- members of a public event that are not: {destinationList,"temgoc:people"}
    event_id          text collate "C" not null, -- eventID as given, else the hash as ni URI
    hash              bytea not null, -- SHA-256 of the event's canonical form (CBV 2.0 section 8.9)
    type              text not null,  -- "ObjectEvent"
    action            text, -- null: a transformation
    event_time        timestamptz not null,
    record_time       timestamptz not null default now(),
    biz_step          text collate "C",
    disposition       text collate "C",
    read_point        text collate "C",
    biz_location      text collate "C",
    transformation_id text collate "C",
    set_dispositions  text[], -- persistentDisposition, bare words; null: none
    unset_dispositions text[],
    error_time        timestamptz, -- declarationTime; null: not a declaration of an error
    error_reason      text,
    corrective        text[], -- correctiveEventIDs
    -- What the rarer conditions of a query ask for, a list of epcis.Fact; null:
    -- none. A fact's member is that of the event, as hidden names it.
    facts             jsonb,
    context           json, -- list: what the document's @context adds to the standard's; null: body needs none
    body              text not null, -- the event, member for member as received
    -- The transaction that stored it. Only those that ended before the oldest
    -- running one began are all known, so who reads on from (xact, id) up to
    -- there misses none, as by record_time it would those that committed late.
    xact              xid8 not null default pg_current_xact_id(),
    -- The same event again is no other; a declaration of its error has its id.
    unique nulls not distinct (event_id, org_id, error_time)
);
create index event_declaration on event (event_id, org_id) where error_time is not null;
create index on event (event_time, id);
create index on event (org_id, id);
create index on event (biz_location, id) where biz_location is not null;
create index on event (read_point, id) where read_point is not null;
create index on event (transformation_id) where transformation_id is not null;
create index on event (xact, id);
create index on event using gin (facts jsonb_path_ops) where facts is not null;

-- What an event names: one row an EPC or class of goods, in the canonical form
-- of its key, in the order of the event; two if the key is public and the amount
-- is not. Each reader has an index of what it may see: officers the first, an
-- organisation the second and third, everybody else the third. event_id has no
-- foreign key: rows are written together with their event, and to check each
-- would cost more than writing it.
create table event_epc (
    event_id uuid not null,
    n        integer not null, -- counts from 0 in the event
    org_id   uuid not null,    -- of the event
    public   boolean not null, -- the event is, and this member of it
    key      text collate "C" not null, -- "https://id.gs1.org/01/09506000134352/10/L1"
    -- epc: in epcList, childEPCs or their quantity lists. lot: of the lot that
    -- our own extension temgoc:lot names, which is no EPC of the standard's.
    role     text not null check (role in ('epc', 'parent', 'input', 'output', 'lot')),
    class    boolean not null, -- of a quantity list
    amount   numeric, -- null: not said
    uom      text,    -- UN/ECE Recommendation 20; null: pieces
    -- What joins that which went into a transformation or an aggregation with
    -- what came out of it: the event's id, or one made of its transformationID.
    -- Null in other events and for goods that are not told apart (no lot).
    step     uuid,
    primary key (event_id, n)
);
create index event_epc_all on event_epc (key, event_id);
create index event_epc_own on event_epc (org_id, key, event_id);
create index event_epc_public on event_epc (key, event_id) where public;
create index event_epc_step on event_epc (step, role) where step is not null;

-- What went into a step and what came out of it. Of a withdrawn event nothing
-- did; and what belongs to somebody in the catalogue came only of its owner's.
create view event_step as
select
    x.step,
    x.key,
    x.role in ('output', 'parent') as came_out,
    x.role in ('epc', 'parent') as packed, -- an aggregation
    x.event_id,
    x.org_id,
    x.public
from event_epc as x
where x.step is not null
    and not exists (
        select
        from event as e
        join event as d on d.event_id = e.event_id and d.org_id = e.org_id and d.error_time is not null
        where e.id = x.event_id
    )
    and (x.role not in ('output', 'parent') or not exists (
        select
        from product as p
        where starts_with(x.key, 'https://id.gs1.org/01/')
            and (p.gtin = substr(x.key, 23, 14) or p.id = (
                select f.product_id
                from former_gtin as f
                where f.gtin = substr(x.key, 23, 14)
            ))
            and p.org_id <> x.org_id
    ));

-- Each word that an organisation's events have used, so that a list of them
-- reads no events.
create table event_word (
    kind   text not null check (kind in ('bizStep', 'bizLocation', 'readPoint', 'disposition', 'eventType')),
    word   text collate "C" not null, -- as in event
    org_id uuid not null references organisation,
    public boolean not null, -- used so that everybody may see
    primary key (kind, word, org_id, public)
);

-- What an organisation said last, in the header of a document, of places, parties
-- and classes of goods.
create table master_data (
    org_id     uuid not null references organisation,
    id         text collate "C" not null, -- as in event
    type       text not null, -- of the vocabulary, a URI
    attributes jsonb not null, -- name to a list of texts
    children   text[] not null, -- places within a place, as id
    primary key (org_id, id, type)
);

-- Only a guard: what was captured stays as it is.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
create trigger append_only before update or delete or truncate on event
    for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on event_epc
    for each statement execute function refuse_change();
