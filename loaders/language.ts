import type { Lang } from "../src/playbooks/types.js";
import { UserError } from "./userError.js";

type Environment = Readonly<Record<string, string | undefined>>;

/** Language of the terminal: `--lang`, else what LC_ALL, LC_MESSAGES or LANG says; English when nobody says. @throws UserError */
export function terminalLanguage(flag: string | undefined, env: Environment): Lang {
  if (flag === "zh" || flag === "en") return flag;
  if (flag !== undefined)
    throw new UserError({
      what: `--lang is unknown: ${flag}`,
      where: "the command line",
      allowed: "zh, en",
      todo: "leave it out to follow LANG",
    });
  return /^zh/i.test(env.LC_ALL || env.LC_MESSAGES || env.LANG || "") ? "zh" : "en";
}
