-- The headcount of long-term support as a chain of tables, from the steps of NHS England's published method (LTS001b), in the words of
-- Release 2. Release 2's specification was not to be had, and LTS001b was published in the words of Release 1 alone. The words here are
-- those into which the national tables have been mapped since October 2025: clients, services and mechanisms from the public SQL of the
-- Department of Health and Social Care (ASC-CLD-LA-Dashboard, 2026: main tables, and ASCOF 3D from 2024-25), support reasons from
-- a public vocabulary "from Adult Social Care Client Level Data specification". Compared letter for letter, as there.
create table reasons (reason varchar);
insert into reasons values
    ('Physical support: Access and mobility only'),
    ('Physical support: Personal care support'),
    ('Sensory support: Support for visual impairment'),
    ('Sensory support: Support for hearing impairment'),
    ('Sensory support: Support for dual impairment'),
    ('Support with memory and cognition'),
    ('Learning disability support'),
    ('Mental health support'),
    ('Social support: Substance misuse support'),
    ('Social support: Asylum seeker support'),
    ('Social support: Support for social isolation or other reason'),
    ('Social support: Support to unpaid carer'),
    ('Unknown');

-- Settings by name, with the place of each in the order; a mechanism that its service cannot have counts as none.
create table settings (service varchar, mechanism varchar, place integer);
insert into settings values
    ('Long term support: Nursing care', '', 1), ('Long term support: Residential care', '', 2),
    ('Long term support: Community', 'Direct payment', 3), ('Long term support: Community', 'CASSR managed personal budget', 4),
    ('Long term support: Community', 'CASSR commissioned support', 5), ('Long term support: Community', '', 6),
    ('Long term support: Prison', 'CASSR managed personal budget', 7), ('Long term support: Prison', 'CASSR commissioned support', 8),
    ('Long term support: Prison', '', 9);

-- The last submission of each council that was made after the snapshot and covers the whole year.
create table latest as
    select LA_Code, max(ImportDate) as ImportDate from records
    where Reporting_Period_Start_Date::date <= $year_start and Reporting_Period_End_Date::date >= $snapshot and ImportDate::timestamp > $snapshot
    group by LA_Code;

create table in_scope as
    select records.*, floor(datediff('day', make_date(Der_Birth_Year::integer, Der_Birth_Month::integer, 1), $snapshot) / 365.25) as age
    from records join latest using (LA_Code, ImportDate)
    where LA_Code = $council and Client_Type = 'Service user' and Service_Type in (select service from settings)
        and Event_Start_Date::date <= $snapshot and coalesce(Event_End_Date::date, $snapshot) >= $snapshot
        and coalesce(Date_of_Death::date, $snapshot) >= $snapshot and Der_Birth_Month is not null and Der_Birth_Year is not null;

-- Who each row is of: the NHS number, else the council's own id unless it stands beside a number elsewhere.
create table of_people as
    select *, case when age >= 65 then '65 and over' when age >= 18 then '18 to 64' end as band,
        case when Der_NHS_Number_Traced_Pseudo is not null then Der_NHS_Number_Traced_Pseudo
            when Der_LA_Person_Unique_Identifier_Pseudo not in (
                select Der_LA_Person_Unique_Identifier_Pseudo from in_scope
                where Der_NHS_Number_Traced_Pseudo is not null and Der_LA_Person_Unique_Identifier_Pseudo is not null
            ) then Der_LA_Person_Unique_Identifier_Pseudo end as person
    from in_scope;

-- The setting of each row.
create table placed as
    select person, band, plain.service, coalesce(exact.mechanism, '') as mechanism, coalesce(exact.place, plain.place) as place,
        Event_Start_Date::date as began, coalesce(Primary_Support_Reason, '') as reason,
        coalesce(Primary_Support_Reason, 'Unknown') <> 'Unknown' as known
    from of_people
        join settings as plain on Service_Type = plain.service and plain.mechanism = ''
        left join settings as exact on Service_Type = exact.service and trim(Delivery_Mechanism) = exact.mechanism
    where person is not null and band is not null;

-- Of each person and age band: the lowest setting, of its rows those with a known reason, of those the latest start.
create table told as
    select * from placed
    qualify rank() over (partition by person, band order by place, known desc, began desc) = 1;

create table headcount as
    select band, reasons[1] as reason, service, mechanism, count(*) as people
    from (
        select person, band, service, mechanism,
            case when count(distinct shown) = 1 then [min(shown)] else ['Unknown'] end as reasons
        from (select *, case when reason in (select reason from reasons) then reason else 'Invalid/NULL' end as shown from told)
        group by person, band, service, mechanism
    )
    group by all;
