import type { WrittenText } from "../pageData.js";
import type { Lang } from "../playbooks/types.js";

/** Who wrote a text, which model and when, said beside it. */
export function writerWords(
  { writer, model, writtenOn }: Pick<WrittenText, "writer"> & Partial<Pick<WrittenText, "model" | "writtenOn">>,
  lang: Lang,
): string {
  const zh = lang === "zh";
  if (writer === "builtin") return zh ? "内置撰写器" : "built-in writer";
  if (writer === "person") return zh ? "由同事改写" : "edited by a colleague";
  const [name, day] = [model ?? (zh ? "大模型" : "a model"), writtenOn ?? ""];
  return zh
    ? `${name} 撰写${day ? `（${day}）` : ""}，数字由系统填入`
    : `written by ${name}${day ? ` on ${day}` : ""}, figures filled in by code`;
}
