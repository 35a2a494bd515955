-- grain: one row a feature
select feature, is_core, is_high_value from offer order by feature
