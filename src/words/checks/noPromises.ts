import { say, type Check } from "./context.js";

const zh =
  /免费|免单|免除|减免|白送|赠送|赠予|送您|送你|送出|礼品|礼物|礼包|红包|折扣|打折|半价|特价|低价|降价|优惠|让利|立减|满减|代金券|优惠券|抵扣|返现|返还|退款|退费|退货|退钱|全额|赔偿|补偿|赔付|保证|承诺|担保|包您|必定|一定会|永久|终身|无条件|升级为|升级到|延长合同|延保|合同|法律|起诉|律师|封号|停用您|终止|解约|取消您|账号|账户|密码|验证码|转账|汇款|付款|支付|收款|银行|发票|身份证|信用卡|点击|扫码|下载|竞争对手|竞品/u;
const en =
  /\b(free|complimentary|gratis|gifts?|bonus|discounts?|rebates?|vouchers?|coupons?|credits?|cashback|refund(s|ed)?|reimburse\w*|compensat\w*|waive[ds]?|guarantee[ds]?|promise[ds]?|warrant\w*|upgrade[ds]?|lifetime|unlimited|no charge|free of charge|no cost|without charge|on us|price cut|cheaper|half price|special price|extend your contract|contract|legal|lawsuit|lawyers?|sue|court|terminat\w*|suspend\w*|cancel\w*|deactivat\w*|account number|passwords?|credentials?|verification code|log ?in here|wire|transfer|bank|invoice|pay(ment|ments|ing)?|credit card|gift card|bitcoin|crypto\w*|click|download|scan|competitors?|rivals?)\b|\}\}\s*off\b/iu;

/**
 * Nothing is promised, threatened or asked for but through slots: what the tier's actions offer stands in `{{action_n}}`.
 * Strict on purpose: a harmless sentence refused costs a retry, a promise let through costs money.
 */
export const noPromises: Check = ({ own, text, lang, task }) => {
  if (task === "summary") return undefined;
  const found = own.match(zh) ?? own.match(en) ?? text.match(/\}\}\s*off\b/i);
  return found
    ? say(lang, `槽位之外的承诺或要求：${found[0]}`, `a promise or request outside a slot: ${found[0]}`)
    : undefined;
};
