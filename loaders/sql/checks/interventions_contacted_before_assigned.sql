-- grain: one row an intervention contacted before it was assigned
select intervention_id as example
from staging.interventions
where contacted_on < assigned_on
order by intervention_id
