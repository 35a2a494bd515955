import { expect, it } from "vitest";
import { evalWords } from "../../../loaders/words/evalWords.js";
import { complete, fakeModel } from "./fakeModel.js";

it("scores the built-in writer: grounded, in length, in its language, varied", async () => {
  const { scores } = await evalWords(undefined);
  expect(scores.map(({ lang, writer }) => [lang, writer])).toEqual([
    ["zh", "builtin"],
    ["en", "builtin"],
  ]);
  for (const score of scores) {
    expect(score).toMatchObject({ texts: 16, grounded: 1, length: 1, language: 1 });
    expect(score.variety).toBeGreaterThan(0);
  }
});

it("scores a model that answers in the wrong language with figures of its own", async () => {
  const server = await fakeModel((_, response) =>
    complete(response, { explanation: "Nous avons 3 problèmes.", subject: "Bonjour", letter: "Une remise de 90 %." }),
  );
  try {
    const { scores } = await evalWords(server.settings);
    for (const score of scores)
      expect(score).toMatchObject({
        writer: "test-model",
        grounded: 0,
        length: 0,
        accepted: { first: 0, second: 0, builtin: 16 },
      });
  } finally {
    await server.close();
  }
});
