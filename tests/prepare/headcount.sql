-- The headcount of long-term support as a chain of tables, from the steps of NHS England's published method (LTS001b).
-- Settings by name, with the place of each in the order; a mechanism that its service cannot have counts as none.
create table settings (service varchar, mechanism varchar, place integer);
insert into settings values
    ('Long Term Support: Nursing Care', '', 1), ('Long Term Support: Residential Care', '', 2),
    ('Long Term Support: Community', 'Direct Payment', 3), ('Long Term Support: Community', 'CASSR Managed Personal Budget', 4),
    ('Long Term Support: Community', 'CASSR Commissioned Support', 5), ('Long Term Support: Community', '', 6),
    ('Long Term Support: Prison', 'CASSR Managed Personal Budget', 7), ('Long Term Support: Prison', 'CASSR Commissioned Support', 8),
    ('Long Term Support: Prison', '', 9);

-- The last submission of each council that was made after the snapshot and covers the whole year.
create table latest as
    select LA_Code, max(ImportDate) as ImportDate from records
    where Reporting_Period_Start_Date::date <= $year_start and Reporting_Period_End_Date::date >= $snapshot and ImportDate::timestamp > $snapshot
    group by LA_Code;

create table in_scope as
    select records.*, floor(datediff('day', make_date(Der_Birth_Year::integer, Der_Birth_Month::integer, 1), $snapshot) / 365.25) as age
    from records join latest using (LA_Code, ImportDate)
    where LA_Code = $council and Client_Type = 'Service User' and Service_Type in (select service from settings)
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
        from (select *, case when reason in (select unnest($reasons)) then reason else 'Invalid/NULL' end as shown from told)
        group by person, band, service, mechanism
    )
    group by all;
