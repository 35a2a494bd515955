"""
One week's features by loaders/sql/features beside one DuckDB query written by hand for this week alone, over the same
rows: python3 bench/features_duckdb.py FOLDER [week]. FOLDER holds the after-sales sample as Parquet.

Both make the same figures, which is checked first: every column of every row, numbers to 1e-9. The hand-written query
leaves out only other weeks than this one, and sums of money that do not depend on the order in which threads add.
Processor time, because a machine has other work.
"""

import os
import resource
import statistics
import sys
from pathlib import Path

import duckdb

folder, week = sys.argv[1], (sys.argv[2] if len(sys.argv) > 2 else "2026-06-22")
sql = Path(__file__).parent.parent / "loaders/sql/features"
tables = ["customers", "visits", "service_kinds", "app_activity", "tickets", "touches"]
parts = ["customers", "vehicles", "visits", "app_activity", "tickets", "touches"]

con = duckdb.connect(config={"threads": 2})
con.execute("create schema staging")
for table in tables:
    con.execute(f"create table staging.{table} as from read_parquet('{folder}/{table}.parquet')")



def filled(column: str) -> str:
    """No row means none, for who has been there for thirty days."""
    return f"case when is_settled then coalesce({column}, 0) else {column} end as {column}"


by_hand = f"""
with w as (select date '{week}' as as_of),
panel as (
  select c.*, as_of, coalesce(started_on + 30 <= as_of, true) as is_settled from staging.customers c, w
  where (started_on is null or started_on <= as_of) and (ended_on is null or ended_on > as_of)),
kinds as (
  select kind, is_core, count(*) over () as n, count(*) filter (is_core) over () as n_core from staging.service_kinds),
offered as (select nullif(max(n), 0) as kinds_offered, nullif(max(n_core), 0) as core_kinds from kinds),
v as (
  select customer_id,
    count(*) filter (date > as_of - 365) as visits_12m,
    sum(spend) filter (date > as_of - 365) as spend_12m,
    sum(spend) filter (date <= as_of - 365) as spend_prior_12m,
    nullif(count(distinct kind) filter (date > as_of - 365 and n > 0), 0) as kinds_used,
    nullif(count(distinct kind) filter (date > as_of - 365 and is_core), 0) as core_kinds_used,
    max(date) as last_visit_on,
    arg_max(next_due_on, (date, visit_id)) as last_due_on,
    arg_max_null(wait_minutes, (date, visit_id)) as last_wait_minutes,
    arg_max(satisfaction, (date, visit_id)) as last_satisfaction,
    list_avg(arg_max(satisfaction, (date, visit_id), 3)) as satisfaction_mean_3
  from staging.visits left join kinds using (kind), w
  where date <= as_of and date > as_of - 730 group by 1),
f as (
  select panel.*, v.* exclude (customer_id, visits_12m, spend_12m, kinds_used, core_kinds_used),
    case when is_settled then coalesce(visits_12m, 0) else visits_12m end as visits_12m,
    case when is_settled then coalesce(spend_12m, 0) else spend_12m end as spend_12m,
    case when is_settled then coalesce(kinds_used, 0) else kinds_used end as kinds_used,
    case when is_settled then coalesce(core_kinds_used, 0) else core_kinds_used end as core_kinds_used,
    year(as_of) - vehicle_year as age,
    coalesce(last_visit_on, greatest(started_on, as_of - 730)) as last_on,
    coalesce(case when last_due_on > last_visit_on then last_due_on end,
      last_on + (365 / nullif(expected_visits_per_year, 0))::integer) as due_on
  from panel left join v using (customer_id)),
a as (
  select customer_id, sum(sessions) filter (date > as_of - 30) as app_sessions_30,
    sum(sessions) filter (date > as_of - 90) as app_sessions_90,
    max(date) filter (sessions > 0) as last_session_on
  from staging.app_activity, w where date <= as_of and date > as_of - 365 group by 1),
t as (
  select customer_id,
    count(*) filter (o > as_of - 30) as tickets_30, count(*) filter (o > as_of - 30 and r <= as_of) as resolved_30,
    count(*) filter (o > as_of - 365) as tickets_365, count(*) filter (o > as_of - 365 and r <= as_of) as resolved_365,
    count(*) filter (r is null or r > as_of) as open_tickets,
    min(o) filter (r is null or r > as_of) as oldest_open_on
  from (select customer_id, opened_at::date as o, resolved_at::date as r from staging.tickets), w
  where o <= as_of group by 1),
c as (
  select customer_id, sum(count) filter (kind = 'doc_view' and date > as_of - 30) as doc_views_30,
    sum(count) filter (kind = 'advisor_contact') as advisor_contacts_90,
    sum(count) filter (kind = 'training') as trainings_90, sum(count) filter (kind = 'csm_contact') as csm_contacts_90
  from staging.touches, w where date <= as_of and date > as_of - 90 group by 1)
select f.customer_id, f.as_of, segment, region, product, as_of - started_on as tenure_days, vehicle_model, age as vehicle_age_years,
  visits_12m, spend_12m, spend_prior_12m, kinds_used, core_kinds_used, kinds_offered, core_kinds,
  last_wait_minutes, last_satisfaction, satisfaction_mean_3, as_of - last_on as days_since_visit,
  case when due_on is not null then greatest(0, as_of - due_on) end as days_overdue,
  expected_visits_per_year as expected_visits, visits_12m / nullif(expected_visits_per_year, 0) as visit_ratio,
  spend_12m / nullif(spend_prior_12m, 0) - 1 as spend_trend,
  case when spend_12m is not null then 100 * (rank() over (cohort order by spend_12m) - 1
    + 0.5 * count(*) over (partition by age, spend_12m)) / count(spend_12m) over cohort end as spend_percentile,
  {filled("app_sessions_30")}, {filled("app_sessions_90")},
  as_of - coalesce(last_session_on, greatest(started_on, as_of - 365), as_of - 365) as days_since_app,
  {filled("tickets_30")}, resolved_30 / nullif(t.tickets_30, 0) as resolved_rate_30,
  {filled("tickets_365")}, resolved_365 / nullif(t.tickets_365, 0) as resolved_rate_365,
  {filled("open_tickets")}, case when is_settled then coalesce(as_of - oldest_open_on, 0) else as_of - oldest_open_on end as oldest_open_days,
  {filled("doc_views_30")}, {filled("csm_contacts_90")}, {filled("trainings_90")}, {filled("advisor_contacts_90")}
from f cross join offered left join a using (customer_id) left join t using (customer_id) left join c using (customer_id)
window cohort as (partition by age)
"""


def product() -> None:
    con.execute(f"create or replace temp table weeks as select date '{week}' as as_of, false as with_lost")
    con.execute("create or replace temp table panel as " + (sql / "panel.sql").read_text())
    for part in parts:
        con.execute(f"create or replace temp table part_{part} as " + (sql / f"{part}.sql").read_text())
    joins = " ".join(f"left join part_{part} using (customer_id, as_of)" for part in parts)
    columns = ", ".join(f"part_{part}.* exclude (customer_id, as_of)" for part in parts)
    con.execute(f"create or replace temp table made as select panel.customer_id, panel.as_of, {columns} from panel {joins}")


def hand() -> None:
    con.execute("create or replace temp table made as " + by_hand)


def seconds(work) -> float:
    before = resource.getrusage(resource.RUSAGE_SELF)
    work()
    after = resource.getrusage(resource.RUSAGE_SELF)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare() -> None:
    """Refuses to time two different things."""
    product()
    con.execute("alter table made rename to ours")
    hand()
    columns = [name for name, *_ in con.execute("describe ours").fetchall()]
    missing = set(columns) ^ {name for name, *_ in con.execute("describe made").fetchall()}
    differ = {}
    for name in columns:
        kind = con.execute(f"select typeof(any_value({name})) from ours").fetchone()[0]
        a, b = f"ours.{name}", f"made.{name}"
        far = f"abs({a} - {b}) > 1e-9 * greatest(1, abs({b}))" if kind not in ("VARCHAR", "DATE", "BOOLEAN") else f"{a} <> {b}"
        found = con.execute(f"select count(*) from ours full join made using (customer_id) where ({a} is null) <> ({b} is null) or {far}").fetchone()[0]
        if found:
            differ[name] = found
    con.execute("drop table ours")
    if missing or differ:
        sys.exit(f"the two do not make the same figures: {missing or ''} {differ or ''}")


once = seconds(lambda: con.execute("create temp table visits_numbered as " + (sql / "visits_numbered.sql").read_text()))
compare()
pairs = [(seconds(product), seconds(hand)) for _ in range(6)][1:]
ours, theirs = statistics.median(p for p, _ in pairs), statistics.median(h for _, h in pairs)
print(f"rows {con.execute('select count(*) from made').fetchone()[0]:,}, runs {len(pairs)}, DuckDB {duckdb.__version__}, load {os.getloadavg()[0]:.1f}")
print("| | processor, s |\n|---|---|")
print(f"| numbering the visits, once a run | {once:.2f} |")
print(f"| loaders/sql/features, a week | {ours:.2f} |")
print(f"| one query by hand, the same week | {theirs:.2f} |")
print(f"ratio {ours / theirs:.2f}; with the numbering counted in whole {(ours + once) / theirs:.2f}, as one of 26 weeks {(ours + once / 26) / theirs:.2f}")
