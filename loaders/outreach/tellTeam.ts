import type { Decisions } from "../decide.js";
import type { Options } from "../options.js";
import type { Input } from "../source.js";
import { exportQueue } from "./crm/exportQueue.js";
import { notify } from "./notify.js";

interface Told {
  readonly options: Options;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: (line: string) => void;
  readonly runId: string;
  readonly input: Input;
  readonly decisions: Decisions;
  readonly drafts: number;
}

/** A message that cannot be delivered, or not even kept, never fails a run that is published. */
export async function tellTeam({ options, env, log, runId, input, decisions, drafts }: Told): Promise<void> {
  const { critical, high } = decisions.tiers;
  const facts = { asOf: input.asOf, atRisk: critical + high, newlyAtRisk: decisions.newlyAtRisk, drafts };
  const { playbook, warehouse } = options;
  const { lineage, asOf } = input;
  try {
    await notify({ playbook, warehouse, runId, lineage, facts, env, nowMs: Date.now(), log });
    await exportQueue({ playbook, warehouse, runId, lineage, asOf, env, log });
  } catch (error) {
    const why = error instanceof Error ? error.message.split("\n")[0] : "unknown";
    log(`  the message to the team or the CRM was not kept: ${why}`);
  }
}
