import { describe, expect, it } from "vitest";
import { playbooks } from "../../src/playbooks/index.js";
import { checkWritten } from "../../src/words/checks/index.js";
import { draftSlots, explanationSlots } from "../../src/words/customerSlots.js";
import { fillSlots } from "../../src/words/fillSlots.js";
import { writeExplanation, writeLetter } from "../../src/words/builtin/writeBuiltin.js";
import { sampleFacts } from "./sampleFacts.js";

const languages = ["zh", "en"] as const;
const samples = 200;

describe.each(playbooks.map((playbook) => [playbook.id, playbook] as const))(
  "the built-in writer: %s",
  (id, playbook) => {
    describe.each(languages)("in %s", (lang) => {
      const letters = Array.from({ length: samples }, (_, n) => {
        const facts = sampleFacts(id, n);
        const slots = draftSlots(facts, playbook);
        const written = writeLetter(slots, lang, { seed: `${facts.id}|${facts.asOf}`, status: facts.status });
        return { slots, written, filled: fillSlots(written.text, slots, lang) };
      });

      it("writes 200 letters that pass every check a model's letter passes", () => {
        const refused = letters.flatMap(({ slots, written }) => checkWritten({ task: "draft", lang, slots }, written));
        expect(refused).toEqual([]);
      });

      it("writes no two letters alike, filled or not", () => {
        expect(new Set(letters.map(({ filled }) => filled)).size).toBe(samples);
        expect(new Set(letters.map(({ written }) => written.text)).size).toBeGreaterThan(0.9 * samples);
      });

      it("writes the same letter again for the same customer", () => {
        const facts = sampleFacts(id, 7);
        const again = writeLetter(draftSlots(facts, playbook), lang, {
          seed: `${facts.id}|${facts.asOf}`,
          status: facts.status,
        });
        expect(again).toEqual(letters[7]!.written);
      });

      it("explains 200 customers in sentences that pass every check", () => {
        const refused = Array.from({ length: samples }, (_, n) => {
          const facts = sampleFacts(id, n);
          const slots = explanationSlots(facts, playbook);
          const written = writeExplanation(slots, lang, { seed: facts.id });
          return checkWritten({ task: "explanation", lang, slots }, written).map((refusal) => ({
            ...refusal,
            ...written,
          }));
        }).flat();
        expect(refused).toEqual([]);
      });
    });

    it("writes to a customer of whom next to nothing is known", () => {
      const bare = {
        ...sampleFacts(id, 1),
        inputs: {},
        reasons: [],
        months: null,
        name: null,
        contactName: null,
        contactRole: null,
        product: null,
        ltv: null,
      };
      for (const lang of languages) {
        const slots = draftSlots(bare, playbook);
        const written = writeLetter(slots, lang, { seed: "bare", status: null });
        expect(checkWritten({ task: "draft", lang, slots }, written)).toEqual([]);
        const explained = explanationSlots(bare, playbook);
        expect(
          checkWritten(
            { task: "explanation", lang, slots: explained },
            writeExplanation(explained, lang, { seed: "bare" }),
          ),
        ).toEqual([]);
      }
    });
  },
);
