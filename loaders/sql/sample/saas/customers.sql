-- grain: one row an account
with
words as (
  select
    ['云舟', '星桥', '远岭', '青禾', '启明', '海拓', '博川', '锦程', '天权', '木棉', '蓝湾', '朗润', '铭泰', '安途', '合众', '晨帆', '瑞格', '知行', '拓维', '嘉木'] as firsts,
    ['科技', '物流', '医疗器械', '电子', '教育', '建材', '食品', '智能装备', '文化传媒', '新能源', '服饰', '供应链'] as trades,
    ['王', '李', '张', '刘', '陈', '杨', '黄', '赵', '吴', '周', '徐', '孙', '马', '朱', '胡', '郭', '何', '林', '高', '罗'] as surnames,
    ['志强', '敏', '静', '丽华', '晓东', '海燕', '雨桐', '浩然', '欣怡', '俊杰', '思远', '文博', '佳宁', '志远', '明轩', '嘉怡', '立新', '晨曦', '天宇', '磊'] as given
),

drawn as (
  select
    customer.*,
    words.*,
    case customer.segment when 'Enterprise' then 3.2 when 'Mid-market' then 1.5 when 'SMB' then 0.72 else 0.45 end as worth
  from customer
  cross join words
)

select
  customer_id,
  pick(firsts, uniform(i, 50, 0)) || pick(trades, uniform(i, 50, 1)) || '（' || region || '）' || (100 + floor(uniform(i, 50, 2) * 900))::integer || '号' as name,
  pick(surnames, uniform(i, 51, 0)) || pick(given, uniform(i, 51, 1)) as contact_name,
  pick(['运营总监', 'IT 负责人', '项目经理', '财务经理', '总经理'], uniform(i, 52, 0)) as contact_role,
  'contact' || lpad(n::varchar, 7, '0') || '@account.example' as contact_email,
  '100' || lpad((20000000 + n)::varchar, 8, '0') as phone,
  product,
  case when uniform(i, 53, 0) < 0.03 then null else segment end as segment,
  region,
  -- owners of record are taken off those who left: why this column must never be a feature
  case when ended_day is null or uniform(i, 54, 0) < 0.7
    then pick(surnames, uniform(i, 55, 0)) || pick(given, uniform(class, 55, floor(uniform(i, 55, 1) * 3)::integer)) end as owner,
  as_date(started_day) as started_on,
  case when ended_day is not null then as_date(ended_day) end as ended_on,
  case when ended_day is null then round(60000 * worth * exp(0.6 * gaussian(i, 56, 0) - 0.18), 0) else 0 end as remaining_ltv,
  uniform(i, 57, 0) < 0.06 as marketing_opt_out
from drawn
order by n
