-- grain: one row a tier, strategy and days from clock to contact (null: not contacted), at one length of follow-up
-- reads assignment and params(as_of, follow_up_days)
select
  assignment.tier,
  assignment.strategy,
  assignment.is_holdout,
  case when assignment.contacted_on is not null then assignment.days end as days,
  count(*)::integer as assigned,
  (count(*) filter (assignment.assigned_on + params.follow_up_days <= params.as_of))::integer as complete,
  (count(*) filter (
    assignment.assigned_on + params.follow_up_days <= params.as_of
    and (assignment.lost_on is null or assignment.lost_on > assignment.assigned_on + params.follow_up_days)
  ))::integer as stayed
from assignment
cross join params
group by all
order by all
