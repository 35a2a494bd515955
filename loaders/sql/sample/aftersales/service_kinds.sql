-- grain: one row a kind of service
select * from (values
  ('accessories', false),
  ('app_booking', true),
  ('body_paint', false),
  ('detailing', false),
  ('inspection', false),
  ('repair', false),
  ('scheduled_maintenance', true),
  ('tyres', false)
) as kinds(kind, is_core)
order by kind
