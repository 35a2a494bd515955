-- grain: one row an owner
with
words as (
  select
    ['王', '李', '张', '刘', '陈', '杨', '黄', '赵', '吴', '周', '徐', '孙', '马', '朱', '胡', '郭', '何', '林', '高', '罗', '郑', '梁', '谢', '宋', '唐', '许', '韩', '冯', '邓', '曹'] as surnames,
    ['建国', '志强', '伟', '敏', '静', '丽华', '晓东', '海燕', '子涵', '雨桐', '浩然', '欣怡', '俊杰', '思远', '文博', '佳宁', '国栋', '秀英', '春梅', '志远', '明轩', '嘉怡', '立新', '玉兰', '晨曦', '天宇', '婷婷', '鹏', '磊', '雪'] as given
),

drawn as (
  select
    customer.*,
    profile.* exclude (n, i, segment, region, vehicle_model, started_day),
    pick(words.surnames, uniform(customer.i, 50, 0)) || pick(words.given, uniform(customer.i, 50, 1)) as person,
    pick(words.surnames, uniform(customer.i, 51, 0)) || pick(words.given, uniform(profile.branch_number * 7, 51, (uniform(customer.i, 51, 1) * 4)::integer)) as advisor,
    case customer.segment when '车队' then 1.4 when '商务' then 1.2 when '家庭' then 1 else 0.87 end as worth
  from customer
  join profile using (n)
  cross join words
)

select
  customer_id,
  person as name,
  person as contact_name,
  '车主' as contact_role,
  'owner' || lpad(n::varchar, 7, '0') || '@mail.example' as contact_email,
  -- no mobile number begins with 100
  '100' || lpad((10000000 + n)::varchar, 8, '0') as phone,
  pick(['基础保养', '基础保养', '延保套餐', '尊享套餐'], uniform(i, 52, 0)) as product,
  case when uniform(i, 53, 0) < 0.03 then null else segment end as segment,
  region,
  -- owners of record are taken off those who left: why this column must never be a feature
  case when ended_day is null or uniform(i, 54, 0) < 0.7 then advisor end as owner,
  as_date(started_day) as started_on,
  case when ended_day is not null then as_date(ended_day) end as ended_on,
  case when ended_day is null then round(4000 * worth * exp(0.5 * gaussian(i, 55, 0) - 0.125), 0) else 0 end as remaining_ltv,
  uniform(i, 56, 0) < 0.06 as marketing_opt_out,
  vehicle_model,
  year(as_date(started_day)) - age_at_start as vehicle_year,
  branch,
  expected_visits as expected_visits_per_year
from drawn
order by n
