-- grain: one row a feature in use that features does not list
select distinct feature_usage.feature as example
from staging.feature_usage as feature_usage
anti join staging.features as features using (feature)
order by example
