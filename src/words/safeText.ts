/** Longest foreign text that is repeated to anybody. */
const longest = 40;

/**
 * A name or label that somebody outside typed, fit to be repeated in a letter or shown to a model as data; undefined when
 * it is not plainly a name: markup, braces, an address, a link, line breaks, a sentence, a price or an order to the reader.
 */
export function safeText(value: string | number | null | undefined): string | undefined {
  if (value === null || value === undefined) return undefined;
  const text = String(value).trim();
  // judged in its plain form: full-width letters and look-alike digits hide nothing
  const plain = text.normalize("NFKC");
  if (!text || [...plain].length > longest || unsafe.some((pattern) => pattern.test(plain))) return undefined;
  return text;
}

const unsafe: readonly RegExp[] = [
  // control, format, private-use and line-breaking characters, emoji
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]|\p{Extended_Pictographic}/u,
  // markup, slots, quotes that could end a delimiter
  /[<>{}[\]\\`|^~*#=;"“”「」【】]|&\w+;|&#/u,
  // addresses and links
  /@|:\/\/|www\.|\.(com|cn|net|org|io|ru|top|xyz|info|biz|co)\b|\b(javascript|data|mailto):/iu,
  // telephone and card numbers
  /\d[\d\s().-]{6,}\d/u,
  // amounts and shares
  /[%％‰$€£¥￥]|\d\s*(折|元|块|万|亿)|\b\d+\s*(off|percent|yuan|rmb|dollars?)\b/iu,
  /[〇零一二三四五六七八九十百千万亿两半壹贰叁肆伍陆柒捌玖拾佰仟]\s*(元|块|折|成|倍)/u,
  // letters of look-alike alphabets among Latin ones
  /\p{Script=Latin}.*[\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}].*\p{Script=Latin}/u,
  // sentences
  /[!?。！？]|[,，]\s*\S+[,，]|\.\s/u,
  // orders and promises
  /\b(ignore|disregard|forget|override|instructions?|prompts?|system|assistant|pretend|reveal|respond|reply|output|print|say|tell|write|offer|refund|free|discount|guarantee|password|please|click|you are|act as|instead)\b/iu,
  /忽略|无视|忘记|指令|指示|提示词|系统提示|扮演|假装|输出|回复|回答|告诉|请你|请写|你现在|你是|改为|不要|免费|特价|红包|领取|中奖|补贴|打折|折扣|优惠|赠送|退款|退费|补偿|赔偿|保证|承诺|密码|转账|汇款|点击|百分之/u,
];
