import type { TableName } from "../../src/playbooks/types.js";

/** What offices and systems call things, in both languages, by role of a flat table. Tried in this order. */
export const roleWords = {
  leak: /流失(原因|日期|时间|概率|评分|分数|预测)|(退订|退网|离网|注销|解约|终止|销户)(日期|时间|原因)|挽留|churn[ _-]?(reason|score|date|probability|category|value)|(cancel|termination|end|exit)(led|ed)?[ _-]?(date|reason|on|at)|customer[ _-]?status/i,
  renewed: /续(保|费|约|签)|留存|renew|retain/i,
  label:
    /流失|离网|退订|退网|销户|注销|解约|离开|是否离|churn|attrit|exited|cancell?ed|^(is_?)?(lost|left|gone|inactive)$|^(label|target|outcome)$/i,
  remaining_ltv:
    /剩余.*价值|终身价值|生命周期价值|客户价值|(^|[ _-])c?ltv($|[ _-])|lifetime[ _-]?value|remaining[ _-]?(value|ltv)/i,
  customer_id:
    /^(客户|会员|用户|车主|账户|账号|顾客|学员)?(编号|编码|代码|号码?|id)$|^(customer|client|user|account|member|cust|subscriber|owner)s?[ _-]?(id|no|number|code|key|num)?$|^id$|^row[ _-]?number$/i,
  contact_email: /邮箱|e-?mail/i,
  phone: /手机|电话|联系方式|mobile|phone[ _-]?(no|number)|^(tele)?phone$|^tel$/i,
  personal:
    /身份证|证件|护照|地址|住址|生日|出生|车牌|车架|微信|^qq|银行卡|address|birth|passport|license|ssn|\bvin\b|wechat|surname|(first|last|middle)[ _-]?name/i,
  contact_role: /职务|职位|job[ _-]?title/i,
  contact_name: /联系人|contact[ _-]?name/i,
  owner: /负责人|客户经理|销售|专员|(服务|专属)顾问|account[ _-]?manager|^(csm|owner|rep|advisor)$/i,
  name: /姓名|名称|公司|企业|车主$|^(客户|会员|用户)?名(字)?$|^(full|customer|company|account|client)?[ _-]?name$/i,
  region: /^(所在)?(省份?|城市|地区|区域|大区)$|^(region|city|state|province|country|geography)$/i,
  segment: /^(客户|会员)?(等级|级别|分群|客群|类型|分类)$|^(segment|tier|customer[ _-]?(type|segment))$/i,
  product: /^(产品|套餐|车型|车系|版本)(名称)?$|^(product|plan|vehicle[ _-]?model)$/i,
} as const;

export type WordedRole = keyof typeof roleWords;

/** Values that mean lost, and that mean kept. */
export const lostValues =
  /^(yes|y|true|t|1|1\.0|是|流失|已流失|离网|退订|已退订|注销|churn(ed)?|lost|left|exited|gone|cancell?ed|attrited customer|inactive)\.?$/i;
export const keptValues =
  /^(no|n|false|f|0|0\.0|否|未流失|在网|正常|留存|活跃|active|stayed|kept|retained|joined|existing customer)\.?$/i;

/** Headers and file names that speak of vehicles. */
export const vehicleWords = /车|保养|进厂|4s|vehicle|mileage|workshop|dealer/i;

/** What a file or sheet of each table may be called. */
export const tableWords: Readonly<Record<TableName, RegExp>> = {
  customers: /客户|车主|会员|用户(信息|资料|明细|表)|customer|client|account|owner|member/i,
  usage: /使用|活跃|登录|usage|activity|login/i,
  feature_usage: /功能.*(使用|明细|日志)|feature.*(usage|log)/i,
  features: /功能(清单|列表|表|字典)|^features?$/i,
  visits: /到店|进厂|工单|维修|保养|回厂|visit|service[ _-]?(order|record)|repair|order/i,
  service_kinds: /服务(种类|类型|项目)|业务类型|service[ _-]?(kind|type)/i,
  app_activity: /app|小程序|应用/i,
  tickets: /投诉|客诉|工单|ticket|complaint|case/i,
  touches: /接触|触达|回访|联系记录|touch|contact[ _-]?log|call/i,
  value: /价值(评分|分)|value/i,
  interventions: /干预|挽留|挽回|intervention|treatment|campaign/i,
};

const customerId =
  /^(客户|会员|用户|车主|账户|顾客)(编号|编码|代码|号|id)$|^(customer|client|account|member|cust|owner)[ _-]?(id|no|number|code|key)$/i;
const day = /日期|时间|^(date|day|time|dt|timestamp|(visit|service|event|use|contact|order)[ _-]?(date|time|on|at))$/i;

/** What a column of the dictionary may be called, besides its own name. A table's own line goes before the shared one. */
export const columnWords: Readonly<Record<string, RegExp>> = {
  customer_id: customerId,
  "customers.customer_id": new RegExp(`${customerId.source}|^(编号|客户|id)$`, "i"),
  name: roleWords.name,
  contact_name: roleWords.contact_name,
  contact_role: roleWords.contact_role,
  contact_email: roleWords.contact_email,
  phone: roleWords.phone,
  product: /^(产品|套餐|版本)(名称)?$|^(product|plan)([ _-]?name)?$/i,
  segment: roleWords.segment,
  region: roleWords.region,
  owner: roleWords.owner,
  started_on:
    /(购车|提车|交车|注册|开通|开户|签约|入会|入网|成为客户|首次)(日期|时间|日)|^(start|signup|sign[ _-]?up|created|joined|since|purchase|onboard)/i,
  ended_on:
    /(流失|结束|终止|退订|离网|注销|解约)(日期|时间|日)|^(end|ended|churn|cancel|termination|closed)[a-z]*[ _-]?(date|on|at)$/i,
  remaining_ltv: roleWords.remaining_ltv,
  marketing_opt_out: /拒绝营销|免打扰|退订营销|opt[ _-]?out|do[ _-]?not[ _-]?contact|unsubscribed/i,
  vehicle_model: /车型|车系|^(vehicle[ _-]?)?model$/i,
  vehicle_year: /年款|车辆年份|出厂年|model[ _-]?year|vehicle[ _-]?year/i,
  branch: /门店|网点|经销商|4s ?店|服务站|^(branch|dealer|store|shop|workshop)([ _-]?(name|id))?$/i,
  expected_visits_per_year: /(应|预期|计划).*(到店|保养|回厂).*次|expected[ _-]?visits/i,
  visit_id:
    /(工单|到店|维修|结算|服务|订单|委托书)(编?号|id|单号)|^(visit|order|ro|repair|service)[ _-]?(order)?[ _-]?(id|no|number)$/i,
  date: day,
  "visits.date": new RegExp(`^(?!.*(下次|应|预约|next|due)).*(${day.source})`, "i"),
  kind: /(服务|业务|维修|接触|触达|联系)?(种类|类型|类别|项目|方式|渠道)$|^(kind|type|category|channel|service[ _-]?type)$/i,
  spend: /金额|消费|实收|费用|应收|产值|amount|spend|total|revenue|price/i,
  wait_minutes: /等待|等候|wait/i,
  satisfaction: /满意|评分|打分|评价|satisfaction|rating|csat/i,
  next_due_on: /下次.*(保养|到店|应保)|应保养日|next[ _-]?(due|service)/i,
  user_id: /^(使用者|登录账号|员工|用户)(编号|id|账号)?$|^user[ _-]?(id|name|email)?$/i,
  events: /(事件|操作|使用|登录|点击)(数|次数|量)|^(events?|count|actions?|clicks?|logins?|hits)$/i,
  feature: /^(功能|模块)(名称|编码)?$|^(feature|module)([ _-]?name)?$/i,
  is_core: /核心|core/i,
  is_high_value: /高价值|high[ _-]?value/i,
  sessions: /(打开|启动|会话|访问|登录)(数|次数|量)|^(sessions?|opens|launches|visits)$/i,
  ticket_id: /(投诉|工单|客诉|案件)(编?号|id|单号)|^(ticket|case|complaint|issue)[ _-]?(id|no|number)$/i,
  opened_at: /(提交|创建|投诉|受理|发生)(时间|日期)|^(open|opened|created|submitted)([ _-]?(at|on|date|time))?$/i,
  resolved_at: /(办结|解决|关闭|完成|结案)(时间|日期)|^(resolved|closed|solved)([ _-]?(at|on|date|time))?$/i,
  title: /标题|主题|内容|问题描述|^(title|subject|summary|description)$/i,
  count: /次数|数量|^(count|times|n)$/i,
  value_score: /价值(评分|分|得分)|value[ _-]?score/i,
  intervention_id: /(干预|挽留|任务)(编?号|id)|^(intervention|treatment|task)[ _-]?(id|no)$/i,
  tier: /风险(层|等级|级别)|^(risk[ _-]?)?tier$/i,
  strategy: /策略|方案|strategy/i,
  arm: /实验组|组别|分组|^(arm|variant|test[ _-]?group)$/i,
  assigned_on: /(分派|派发|下发|分配)(日期|时间)|^assigned/i,
  contacted_on: /(联系|回访|触达)(日期|时间)|^contacted/i,
  cost: /花费|成本|费用|^(cost|spend)$/i,
  outcome: /^(结果|挽留结果|跟进结果|outcome|result)$/i,
  outcome_on: /结果(日期|时间)|^(outcome|result)[ _-]?(on|date)$/i,
};
