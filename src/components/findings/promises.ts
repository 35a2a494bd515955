import type { Text } from "../../playbooks/types.js";

/** Before any forecast has come due there is nothing to claim but the date of the first. */
export function promisesFinding(firstDue: Text): Text {
  return {
    zh: `还没有预测到期，第一笔 ${firstDue.zh} 见分晓`,
    en: `No forecast is due yet; the first is on ${firstDue.en}`,
  };
}
