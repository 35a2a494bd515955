import type { Audience, ExperimentCard, ExperimentsData, RunInfo } from "../../src/pageData.js";
import { runFacts, type PageContext } from "./runInfo.js";
import { mayShow, shown } from "./smallCounts.js";

export async function experimentsData(context: PageContext, run: RunInfo): Promise<ExperimentsData> {
  const { audience } = context;
  const { experiments, holdout } = (await runFacts(context)).programme;
  return {
    run,
    cards: experiments.map((card) => shownCard(card, audience)),
    holdout: {
      ...holdout,
      tiers: holdout.tiers.map((tier) => ({
        ...tier,
        treated: shown(tier.treated, audience),
        heldOut: shown(tier.heldOut, audience),
        price: mayShow(tier.heldOut, audience) ? tier.price : null,
      })),
    },
  };
}

/** Intervals and p-values of an arm with few outcomes would give their number away. */
function shownCard(card: ExperimentCard, audience: Audience): ExperimentCard {
  const arms = card.arms.map(({ id, assigned, n, verdict, ...figures }) => ({
    ...{ id, verdict, assigned: shown(assigned, audience), n: shown(n, audience) },
    ...(mayShow(n, audience)
      ? {
          stay: figures.stay,
          difference: figures.difference,
          pValue: figures.pValue,
          adjustedP: figures.adjustedP,
        }
      : {}),
  }));
  const { contamination } = card;
  const assigned = (isControl: boolean) =>
    card.arms.reduce((sum, arm) => sum + ((arm.id === card.plan.control) === isControl ? Number(arm.assigned) : 0), 0);
  return {
    ...card,
    arms,
    contamination: {
      controlContacted: mayShow(assigned(true), audience) ? contamination.controlContacted : null,
      treatedMissed: mayShow(assigned(false), audience) ? contamination.treatedMissed : null,
      inSeveralArms: shown(contamination.inSeveralArms, audience),
    },
  };
}
