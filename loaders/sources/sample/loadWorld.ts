import type { DuckDBConnection } from "@duckdb/node-api";
import type { Playbook } from "../../../src/playbooks/types.js";
import { daysBetween, scoredWeeks, trainingCalendar } from "../../calendar.js";
import { execute } from "../../query.js";
import { quoteIdentifier, quoteLiteral } from "../../sqlText.js";
import { delayEffect } from "./delayEffect.js";
import { occupancy, type Occupancy } from "./occupancy.js";
import { riskChain, type RiskChain } from "./riskChain.js";
import { traits, type Trait } from "./traits.js";
import type { ChainSpec, World } from "./world.js";

type Cell = string | number | boolean;

/** Tables that the SQL draws from: chances of every move, end and value, and the exact risks that follow from them. */
export async function loadWorld(
  connection: DuckDBConnection,
  world: World,
  playbook: Playbook,
  asOf: string,
): Promise<Occupancy> {
  const found = traits(
    world.factors,
    world.chain.classes.map(({ share }) => share),
  );
  const spec = { ...world.chain, classes: world.chain.classes.map((one, i) => ({ ...one, share: shareOf(found, i) })) };
  const chains = spec.classes.map((one) => riskChain(spec, one));
  const mix = occupancy(spec, chains);

  const columns = world.factors.map(({ column }) => column);
  await load(connection, "traits", ["is_initial", "above", "trait", "class", ...columns], traitRows(found, spec, mix));
  await load(connection, "entry", ["is_initial", "class", "level", "above"], entryRows(spec, mix));
  await load(
    connection,
    "chain_move",
    ["class", "level", "log_survival", "below_1", "below_2", "below_3", "below_4", "below_5"],
    chains.flatMap((chain, c) => chain.moves.map((moves, level) => [c, level, chain.logSurvival[level]!, ...moves])),
  );
  await load(
    connection,
    "chain_risk",
    ["class", "level", "j", "p", "p30", "p90"],
    riskRows(spec, chains, playbook.horizonDays),
  );
  await loadEarly(connection, spec, chains, world.programme.delayTail);
  await loadTruthDays(connection, world, playbook, asOf);
  await loadProgramme(connection, world);
  return mix;
}

async function loadProgramme(connection: DuckDBConnection, { programme }: World): Promise<void> {
  const delays = Array.from({ length: programme.delayTail + 1 }, (_, delay) => [delay, delayEffect(delay)]);
  await load(connection, "delays", ["delay", "effect"], delays);
  const strategies = programme.strategies.map(({ tier, name, uplift, cost }) => {
    const rivals = programme.strategies.filter((other) => other.tier === tier);
    const place = rivals.findIndex((other) => other.name === name);
    return [tier, name, uplift, cost, place / rivals.length, (place + 1) / rivals.length];
  });
  await load(connection, "strategies", ["tier", "strategy", "uplift", "cost", "above", "below"], strategies);
}

const shareOf = (found: readonly Trait[], index: number) =>
  found.filter((trait) => trait.class === index).reduce((sum, trait) => sum + trait.share, 0);

/** `above` is where a trait's slice of [0, 1) begins; those present from the start lean to classes that stay longer. */
function traitRows(found: readonly Trait[], spec: ChainSpec, mix: Occupancy): Cell[][] {
  const present = mix.share.map((levels) => levels.reduce((a, b) => a + b, 0));
  return [true, false].flatMap((isInitial) => {
    let above = 0;
    return found.map((trait, i) => {
      const row: Cell[] = [isInitial, above, i, trait.class, ...trait.values];
      above += trait.share * (isInitial ? present[trait.class]! / spec.classes[trait.class]!.share : 1);
      return row;
    });
  });
}

function entryRows(spec: ChainSpec, mix: Occupancy): Cell[][] {
  return [true, false].flatMap((isInitial) =>
    spec.classes.flatMap((_, c) => {
      const weights = isInitial ? mix.share[c]! : mix.entry;
      const total = weights.reduce((a, b) => a + b, 0);
      let above = 0;
      return weights.map((weight, level) => {
        const row = [isInitial, c, level, above];
        above += weight / total;
        return row;
      });
    }),
  );
}

function riskRows(spec: ChainSpec, chains: readonly RiskChain[], horizonDays: number): Cell[][] {
  const weeks = Array.from({ length: spec.weeksPerStep }, (_, j) => j);
  return chains.flatMap((chain, c) =>
    weeks.flatMap((j) => {
      const [p, p30, p90] = [horizonDays, 30, 90].map((days) => chain.risk(days, j));
      return chain.moves.map((_, level) => [c, level, j, p![level]!, p30![level]!, p90![level]!]);
    }),
  );
}

/** Tens of thousands of chances; one text of them a row is read many times faster than as many literals. */
async function loadEarly(
  connection: DuckDBConnection,
  spec: ChainSpec,
  chains: readonly RiskChain[],
  longest: number,
): Promise<void> {
  const rows: Cell[][] = [];
  chains.forEach((chain, c) => {
    for (let j = 0; j < spec.weeksPerStep; j++) {
      for (let delay = 0; delay <= longest; delay++) rows.push([c, j, delay, JSON.stringify(chain.risk(delay, j))]);
    }
  });
  await load(connection, "early_text", ["class", "j", "delay", "shares"], rows);
  await execute(
    connection,
    `create or replace table early as
     select class, j, delay, unnest(range(${spec.levels})) as level, unnest(shares::double[]) as share from early_text`,
  );
}

/** The Mondays whose true risks are kept: those that a run scores, tests or trains on, and every twelfth before. */
async function loadTruthDays(
  connection: DuckDBConnection,
  world: World,
  playbook: Playbook,
  asOf: string,
): Promise<void> {
  const asOfDay = 7 * world.chain.weeksPerStep * world.steps;
  const { testWeek, tested, production } = trainingCalendar(asOf, playbook, "1900-01-01");
  const weeks = [
    ...scoredWeeks(asOf, playbook, "1900-01-01"),
    ...tested,
    ...production,
    ...(testWeek ? [testWeek] : []),
  ];
  const days = weeks.map((week) => asOfDay - daysBetween(week, asOf));
  for (let day = asOfDay; day >= 0; day -= 84) days.push(day);
  await load(
    connection,
    "truth_days",
    ["day"],
    [...new Set(days)].filter((day) => day >= asOfDay - world.historyDays).map((day) => [day]),
  );
}

/** Creates a small table from rows; the types are those DuckDB reads off the literals. */
async function load(
  connection: DuckDBConnection,
  name: string,
  columns: readonly string[],
  rows: readonly Cell[][],
): Promise<void> {
  const values = rows.map((row) => `(${row.map(literal).join(",")})`).join(",\n");
  await execute(
    connection,
    `create or replace table ${quoteIdentifier(name)} as select * from (values ${values}) as t(${columns.map(quoteIdentifier).join(", ")})`,
  );
}

function literal(value: Cell): string {
  // an exponent makes a literal DOUBLE; without it DuckDB reads a DECIMAL, which rounds
  if (typeof value === "number" && !Number.isInteger(value)) return value.toExponential();
  return quoteLiteral(value);
}
