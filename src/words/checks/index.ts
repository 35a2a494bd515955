import type { Brief, Refusal, Written } from "../types.js";
import { checkedParts, type Check } from "./context.js";
import { languageFits } from "./languageFits.js";
import { lengthFits } from "./lengthFits.js";
import { noDates } from "./noDates.js";
import { noFigures } from "./noFigures.js";
import { noLeftovers } from "./noLeftovers.js";
import { noLinks } from "./noLinks.js";
import { noMarkup } from "./noMarkup.js";
import { noNames } from "./noNames.js";
import { noPromises } from "./noPromises.js";
import { noSalutation } from "./noSalutation.js";
import { sentencesFit } from "./sentencesFit.js";
import { slotsKnown } from "./slotsKnown.js";

/** Every text, whoever wrote it, passes all of these before anybody sees it. */
export const checks: Readonly<Record<string, Check>> = {
  slots: slotsKnown,
  figures: noFigures,
  dates: noDates,
  promises: noPromises,
  names: noNames,
  markup: noMarkup,
  links: noLinks,
  leftovers: noLeftovers,
  salutation: noSalutation,
  language: languageFits,
  sentences: sentencesFit,
  length: lengthFits,
};

/** @returns what is wrong with a text, by check; nothing when it may be used */
export function checkWritten(brief: Brief, written: Written): Refusal[] {
  return checkedParts(brief, written).flatMap((checked) =>
    Object.entries(checks).flatMap(([rule, check]) => {
      const reason = check(checked);
      return reason === undefined ? [] : [{ rule, reason }];
    }),
  );
}
