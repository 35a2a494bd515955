import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { checkPlan, planHash, type ExperimentPlan } from "../../src/model/experiment/plan.js";
import { sha256 } from "../../src/model/stats/sha256.js";
import type { RunInfo } from "../../src/pageData.js";
import type { Text } from "../../src/playbooks/types.js";
import { UserError } from "../userError.js";

export interface RegisteredPlan {
  readonly title: Text;
  readonly plan: ExperimentPlan;
  readonly hash: string;
}

const rate = z.number().gt(0).lt(1);
const planFile = z.strictObject({
  playbook: z.string(),
  /** `sample`: it describes the sample's own programme, and no team's. */
  source: z.enum(["sample", "team"]).default("team"),
  title: z.strictObject({ zh: z.string(), en: z.string() }),
  plan: z.strictObject({
    id: z.string().regex(/^[\w-]{1,60}$/),
    metric: z.literal("stay_rate"),
    arms: z
      .array(z.strictObject({ id: z.string(), share: rate }))
      .min(2)
      .max(6),
    control: z.string(),
    tiers: z.array(z.string()).min(1),
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
    followUpDays: z.number().int().min(1).max(1500),
    ...{ baseline: rate, target: rate, alpha: rate, power: rate },
    rule: z.enum(["fixed", "sequential"]),
    perArm: z.number().int().min(1),
  }),
});

/**
 * The plans registered for a playbook: every JSON file of a folder, in order of name.
 * @throws UserError that names the file and what is wrong with it
 */
export function readPlans(
  playbook: string,
  source: RunInfo["source"],
  dir = fileURLToPath(new URL("../../data/experiments", import.meta.url)),
): RegisteredPlan[] {
  if (!existsSync(dir)) return [];
  const files = readdirSync(dir).filter((name) => name.endsWith(".json"));
  const read = files.sort().map((name) => parsePlan(join(dir, name)));
  const wanted = source === "sample" ? "sample" : "team";
  return read
    .filter((one) => one.playbook === playbook && one.source === wanted)
    .map(({ title, plan }) => ({ title, plan, hash: planHash(plan) }));
}

/** The hash of a run's input with its plans: another plan is another run. Unchanged without plans. */
export function withPlans(inputHash: string, plans: readonly RegisteredPlan[]): string {
  return plans.length ? sha256([inputHash, ...plans.map(({ hash }) => hash)].join("\n")) : inputHash;
}

function parsePlan(file: string) {
  try {
    const parsed = planFile.parse(JSON.parse(readFileSync(file, "utf8")));
    checkPlan(parsed.plan);
    return parsed;
  } catch (error) {
    const what = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new UserError({
      what: `an experiment's plan cannot be read: ${what}`,
      where: file,
      allowed: "a plan as data/experiments/README.md describes it",
      todo: "mend the file, or take it out of the folder",
    });
  }
}
