-- grain: none; the warehouse's tables, one database a playbook. Everything a run writes carries its run_id.

-- grain: one row a run; status is built, published or rolled_back
create table if not exists run (
  run_id varchar primary key, playbook varchar, lineage varchar, as_of date, status varchar, published_order integer,
  source_kind varchar, input_hash varchar, code_hash varchar, seed bigint, horizon_days integer, model_id varchar,
  accepted bigint, rejected bigint, facts json
);
-- grain: one row a run; clock times stay out of every other table
create table if not exists run_clock (run_id varchar, started_at timestamp, finished_at timestamp, steps json);
-- grain: one row a run and week that it scored
create table if not exists run_week (run_id varchar, as_of date, backfilled boolean);
-- grain: one row a model
create table if not exists model_run (
  model_id varchar, run_id varchar, kind varchar, trained_as_of date, model json, evaluation json, calibration_30 json
);
-- grain: one row a run, customer and week
create table if not exists score_week (
  run_id varchar, as_of date, customer_id varchar, is_lost boolean,
  usage double, adoption double, engagement double, value double, overall double, coverage double, status varchar,
  p double, tier varchar, first_crossed_on date, is_newly_at_risk boolean, model_id varchar, backfilled boolean, p_early double
);
alter table score_week add column if not exists p_early double;
-- grain: one row a run and customer: what explains this week's score
create table if not exists explanation (
  run_id varchar, as_of date, customer_id varchar, base_log_odds double, contributions json,
  risk_factors varchar[], opportunities varchar[], moved json, previous_p double, fold integer
);
alter table explanation add column if not exists fold integer;
-- grain: one row a run and customer of a programme tier; held-out customers have no rank
create table if not exists queue_week (
  run_id varchar, as_of date, customer_id varchar, tier varchar, p double, remaining_ltv double, days_since_crossing integer,
  is_contacted boolean, is_holdout boolean, gain double, cost_of_waiting double, timing json, rank integer,
  owner varchar, channel varchar, cost double, state varchar, is_opted_out boolean, contacted_on date, outcome varchar,
  is_in_optimum boolean
);
-- grain: one row a run, week and tier
create table if not exists tier_week (
  run_id varchar, as_of date, tier varchar, customers bigint, mean_p double, mean_ltv double, expected_losses double, money double
);
-- grain: one row a run and cell of tier, p, LTV and delay
create table if not exists histogram_week (
  run_id varchar, as_of date, tier varchar, p_bin integer, ltv_bin integer, delay_bin integer,
  customers bigint, sum_p double, sum_ltv double, sum_p_ltv double, mean_delay double
);
-- grain: one row a run and row set aside
create table if not exists rejects (
  run_id varchar, table_name varchar, file varchar, line bigint, column_name varchar, value varchar, reason varchar
);
-- grain: one row a run and finding
create table if not exists audit (
  run_id varchar, finding varchar, severity varchar, table_name varchar, column_name varchar, count bigint, example varchar, text_zh varchar, text_en varchar
);
-- grain: one row a run, kind of text and language: what a model wrote for everybody, slots not filled
create table if not exists text_week (
  run_id varchar, as_of date, kind varchar, lang varchar, template varchar, model varchar, written_on date
);
-- grain: one row a letter; state is DRAFT, APPROVED, SENDING, SENT, REPLIED, RESOLVED or REJECTED. Survives its run once somebody touched it.
create table if not exists draft (
  draft_id varchar primary key, run_id varchar, lineage varchar, as_of date, customer_id varchar, rank integer, lang varchar, state varchar,
  salutation varchar, subject varchar, body varchar, explanation varchar, slots json,
  writer varchar, model varchar, written_on date, text_hash varchar, approved_hash varchar, approved_by varchar, approved_to varchar
);
-- grain: one row an event in a letter's life; clock times stay here
create table if not exists draft_event (draft_id varchar, happened_at timestamp, who varchar, event varchar, text_hash varchar, note varchar);
-- grain: one row a customer with a letter: where letters go, as the newest data say
create table if not exists contact (
  lineage varchar, customer_id varchar, name varchar, contact_name varchar, email varchar, opted_out boolean, primary key (lineage, customer_id)
);
-- grain: one row a person to be forgotten; no id, no day
create table if not exists forgotten (salt varchar, id_hash varchar);
-- grain: one row a request to a model
create table if not exists reply_cache (request_hash varchar primary key, model varchar, content varchar, written_on date, was_retried boolean);
-- grain: one row a run's message to the team; state is pending, sending, sent or maybe (its run died while sending)
create table if not exists outbox (
  run_id varchar primary key, lineage varchar, as_of date, message json, state varchar, attempts integer, last_error varchar
);
-- grain: one row a run and promise; low to high holds 95 % of what may happen
create table if not exists forecast (
  run_id varchar, as_of date, metric varchar, due_on date, value double, low double, high double
);
-- grain: one row a run and forecast that has come due by it; as_of is the forecast's week
create table if not exists outcome (
  run_id varchar, as_of date, metric varchar, due_on date, value double, low double, high double, actual double, is_covered boolean
);
-- grain: one row a run and registered experiment
create table if not exists experiment_plan (run_id varchar, as_of date, plan_id varchar, hash varchar, plan json);
-- grain: one row a customer and clock handed to the CRM; state is pending, sent, withdrawn or dead. Survives its run.
create table if not exists crm_outbox (
  item_key varchar primary key, run_id varchar, lineage varchar, as_of date, customer_id varchar, rank integer, item json,
  state varchar, attempts integer, last_error varchar
);
