import { expect, it } from "vitest";
import { nearestName } from "../../../loaders/sources/nearestName.js";

it("finds the name that was probably meant", () => {
  expect(nearestName("costumers", ["customers", "visits"])).toBe("customers");
  expect(nearestName("Chrun", ["tenure", "Churn"])).toBe("Churn");
});

it("returns undefined when nothing is near", () => {
  expect(nearestName("truth", ["customers", "touches"])).toBeUndefined();
  expect(nearestName("x", [])).toBeUndefined();
});
