"""
One week's features by loaders/sql/features beside one DuckDB query written by hand for this week alone, over the same
rows: python3 bench/features_duckdb.py FOLDER [week]. FOLDER holds the after-sales sample as Parquet.

The hand-written query counts the same windows, and leaves out what only the product promises: exact sums, a rank with
equal points for equal spend, other weeks than this one. Processor time, because a machine has other work.
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

by_hand = f"""
with w as (select date '{week}' as as_of),
panel as (
  select c.*, as_of from staging.customers c, w
  where (started_on is null or started_on <= as_of) and (ended_on is null or ended_on > as_of)),
v as (
  select customer_id,
    count(*) filter (date > as_of - 365) as visits_12m,
    sum(spend) filter (date > as_of - 365) as spend_12m,
    sum(spend) filter (date <= as_of - 365) as spend_prior_12m,
    count(distinct kind) filter (date > as_of - 365) as kinds_used,
    count(distinct kind) filter (date > as_of - 365 and is_core) as core_kinds_used,
    max(date) as last_visit_on,
    arg_max(next_due_on, date) as last_due_on,
    arg_max(wait_minutes, date) as last_wait_minutes,
    arg_max(satisfaction, date) as last_satisfaction,
    list_avg(arg_max(satisfaction, date, 3)) as satisfaction_mean_3
  from staging.visits left join staging.service_kinds using (kind), w
  where date <= as_of and date > as_of - 730 group by 1),
a as (
  select customer_id, sum(sessions) filter (date > as_of - 30) as app_sessions_30,
    sum(sessions) filter (date > as_of - 90) as app_sessions_90,
    max(date) filter (sessions > 0) as last_session_on
  from staging.app_activity, w where date <= as_of and date > as_of - 365 group by 1),
t as (
  select customer_id,
    count(*) filter (o > as_of - 30) as tickets_30, count(*) filter (o > as_of - 365) as tickets_365,
    count(*) filter (o > as_of - 365 and r <= as_of) as resolved_365,
    count(*) filter (r is null or r > as_of) as open_tickets,
    min(o) filter (r is null or r > as_of) as oldest_open_on
  from (select customer_id, opened_at::date as o, resolved_at::date as r from staging.tickets), w
  where o <= as_of group by 1),
c as (
  select customer_id, sum(count) filter (kind = 'doc_view' and date > as_of - 30) as doc_views_30,
    sum(count) filter (kind = 'advisor_contact') as advisor_contacts_90,
    sum(count) filter (kind = 'training') as trainings_90, sum(count) filter (kind = 'csm_contact') as csm_contacts_90
  from staging.touches, w where date <= as_of and date > as_of - 90 group by 1)
select panel.customer_id, segment, region, product, vehicle_model, as_of - started_on as tenure_days,
  year(as_of) - vehicle_year as vehicle_age_years, visits_12m, spend_12m, spend_prior_12m, kinds_used, core_kinds_used,
  last_wait_minutes, last_satisfaction, satisfaction_mean_3, as_of - last_visit_on as days_since_visit,
  greatest(0, as_of - coalesce(last_due_on, last_visit_on)) as days_overdue,
  visits_12m / nullif(expected_visits_per_year, 0) as visit_ratio, spend_12m / nullif(spend_prior_12m, 0) - 1 as spend_trend,
  percent_rank() over (partition by year(as_of) - vehicle_year order by spend_12m) as spend_percentile,
  app_sessions_30, app_sessions_90, as_of - last_session_on as days_since_app, tickets_30, tickets_365,
  resolved_365 / nullif(tickets_365, 0) as resolved_rate_365, open_tickets, as_of - oldest_open_on as oldest_open_days,
  doc_views_30, advisor_contacts_90, trainings_90, csm_contacts_90
from panel left join v using (customer_id) left join a using (customer_id) left join t using (customer_id)
left join c using (customer_id)
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


once = seconds(lambda: con.execute("create temp table visits_numbered as " + (sql / "visits_numbered.sql").read_text()))
pairs = [(seconds(product), seconds(hand)) for _ in range(6)][1:]
ours, theirs = statistics.median(p for p, _ in pairs), statistics.median(h for _, h in pairs)
print(f"rows {con.execute('select count(*) from made').fetchone()[0]:,}, runs {len(pairs)}, DuckDB {duckdb.__version__}, load {os.getloadavg()[0]:.1f}")
print("| | processor, s |\n|---|---|")
print(f"| numbering the visits, once a run | {once:.2f} |")
print(f"| loaders/sql/features, a week | {ours:.2f} |")
print(f"| one query by hand, the same week | {theirs:.2f} |")
print(f"ratio {ours / theirs:.2f}; with the numbering counted in whole {(ours + once) / theirs:.2f}, as one of 26 weeks {(ours + once / 26) / theirs:.2f}")
