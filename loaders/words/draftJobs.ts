import type { DuckDBConnection } from "@duckdb/node-api";
import type { CustomerDetail } from "../../src/pageData.js";
import type { Lang, Playbook, StatusId, TierId } from "../../src/playbooks/types.js";
import { writeExplanation, writeLetter } from "../../src/words/builtin/writeBuiltin.js";
import { draftSlots, explanationSlots } from "../../src/words/customerSlots.js";
import { customerFacts, type CustomerFacts } from "../../src/words/facts.js";
import type { Slots } from "../../src/words/types.js";
import { rows, sqlFile } from "../query.js";
import type { Job } from "./job.js";

/** A customer that gets a letter, in one language. */
export interface DraftJob extends Job {
  readonly rank: number;
  readonly facts: CustomerFacts;
  /** Explanation's and letter's slots. */
  readonly slots: readonly [Slots, Slots];
  /** Another letter by the built-in writer, should the first be somebody else's already. */
  readonly letterAgain: (salt: number) => ReturnType<typeof writeLetter>;
}

interface Found {
  readonly id: string;
  readonly rank: number;
  readonly tier: TierId;
  readonly status: StatusId | null;
  readonly p: number;
  readonly ltv: number | null;
  readonly contributions: string | null;
  readonly inputs: string;
  readonly facts: string;
}

/** Jobs for the top of the queue, both languages. */
export async function draftJobs(
  connection: DuckDBConnection,
  { playbook, asOf, lineage }: { playbook: Playbook; asOf: string; lineage: string },
): Promise<DraftJob[]> {
  const sql = sqlFile("marts/draft_customers")
    .replace("$lineage", "?")
    .replace("$count", String(Math.floor(playbook.queue.draftCount)));
  const found = await rows<Found>(connection, sql, [lineage]);
  return found.flatMap((row) => (["zh", "en"] as const).flatMap((lang) => draftJob(row, lang, playbook, asOf) ?? []));
}

function draftJob(row: Found, lang: Lang, playbook: Playbook, asOf: string): DraftJob | undefined {
  const inputs = JSON.parse(row.inputs) as CustomerDetail["inputs"];
  const facts = customerFacts(
    {
      ...row,
      inputs,
      facts: JSON.parse(row.facts) as CustomerDetail["facts"],
      contributions: contributionsOf(row.contributions, inputs),
    },
    asOf,
    playbook,
  );
  return facts && customerJob(facts, lang, playbook, row.rank);
}

/** What is written about and to one customer. */
export function customerJob(facts: CustomerFacts, lang: Lang, playbook: Playbook, rank = 0): DraftJob {
  const slots = [explanationSlots(facts, playbook), draftSlots(facts, playbook)] as const;
  const seed = `${facts.id}|${facts.asOf}`;
  const letterAgain = (salt: number) => writeLetter(slots[1], lang, { seed: `${seed}|${salt}`, status: facts.status });
  return {
    ...{ kind: "customer", key: `${facts.id}|${lang}`, lang, status: facts.status, rank, facts, slots, letterAgain },
    briefs: [
      { task: "explanation", lang, slots: slots[0] },
      { task: "draft", lang, slots: slots[1] },
    ],
    builtin: () => [writeExplanation(slots[0], lang, { seed }), letterAgain(0)],
  };
}

function contributionsOf(json: string | null, inputs: CustomerDetail["inputs"]): CustomerDetail["contributions"] {
  const logOdds = json ? (JSON.parse(json) as Record<string, number>) : {};
  return Object.entries(logOdds)
    .map(([feature, value]) => ({ feature, value: inputs[feature] ?? null, logOdds: value }))
    .sort((a, b) => b.logOdds - a.logOdds);
}
