import { describe, expect, it } from "vitest";
import { evaluate, names, parse } from "../../../src/model/expression/index.js";
import { aftersales } from "../../../src/playbooks/aftersales.js";
import { playbooks } from "../../../src/playbooks/index.js";
import { saas } from "../../../src/playbooks/saas.js";
import type { Playbook } from "../../../src/playbooks/types.js";

/** Components in the order usage, adoption, engagement, value, then the weighted score. */
function scores(playbook: Playbook, week: Record<string, number>): number[] {
  const components = playbook.health.components.map(({ formula }) => evaluate(parse(formula), week));
  const overall = components.reduce((sum, score, i) => sum + score * playbook.health.components[i]!.weight, 0);
  return [...components, overall];
}

const near = (wanted: number[]): unknown[] => wanted.map((x) => expect.closeTo(x, 9));

describe.each(playbooks)("the formulas of $id", (playbook) => {
  it("are in the language", () => {
    for (const { formula } of playbook.health.components) expect(names(parse(formula))).not.toEqual([]);
    for (const { when } of [...playbook.riskFactors, ...playbook.opportunities]) {
      expect(names(parse(when))).not.toEqual([]);
    }
  });
});

describe("saas health", () => {
  // The three rows of the published table: components and overall worked by hand there.
  it("gives the published rows", () => {
    const falling = {
      ...{ dau: 20, mau: 100, events_30: 900, events_prior_30: 1000, usage_trend: -0.1 },
      ...{ features_used_30: 6, features_all: 20, core_used_30: 2, core_all: 4 },
      ...{ tickets_30: 4, resolved_rate_30: 0.75, doc_views_30: 120, csm_contacts_90: 3, value_score: 55 },
    };
    const healthy = {
      ...{ dau: 60, mau: 100, events_30: 1050, events_prior_30: 1000, usage_trend: 0.05 },
      ...{ features_used_30: 15, features_all: 20, core_used_30: 9, core_all: 10 },
      ...{ tickets_30: 0, resolved_rate_30: NaN, doc_views_30: 400, csm_contacts_90: 10, value_score: 80 },
    };
    const lost = {
      ...{ dau: 0, mau: 40, events_30: 650, events_prior_30: 1000, usage_trend: -0.35 },
      ...{ features_used_30: 3, features_all: 20, core_used_30: 1, core_all: 5 },
      ...{ tickets_30: 8, resolved_rate_30: 0.5, doc_views_30: 10, csm_contacts_90: 0, value_score: 20 },
    };
    expect(scores(saas, falling)).toEqual(near([32, 42, 49.5, 55, 43.475]));
    expect(scores(saas, healthy)).toEqual(near([76, 84, 100, 80, 84.8]));
    expect(scores(saas, lost)).toEqual(near([0, 18, 16, 20, 12.5]));
  });

  it("gives a new customer its trend points, and nobody active none", () => {
    const usage = parse(saas.health.components[0]!.formula);
    expect(evaluate(usage, { dau: 1, mau: 2, events_30: 5, events_prior_30: 0, usage_trend: NaN })).toBe(70);
    expect(evaluate(usage, { dau: 0, mau: 0, events_30: 0, events_prior_30: 0, usage_trend: NaN })).toBe(0);
  });
});

describe("after-sales health", () => {
  const week = {
    ...{ visits_12m: 1, expected_visits: 2, days_overdue: 45 },
    ...{ kinds_used: 3, kinds_offered: 6, core_kinds_used: 1, core_kinds: 2 },
    ...{ tickets_365: 4, resolved_rate_365: 0.75, app_sessions_30: 4, advisor_contacts_90: 1 },
    ...{ spend_percentile: 30, satisfaction_mean_3: 3 },
  };

  // By hand: 60*.5 + 40*.5 = 50; 100*(.4*.5 + .6*.5) = 50; 22.5 + 12 + 10 = 44.5; .5*30 + .5*25*2 = 40;
  // .3*50 + .25*50 + .25*44.5 + .2*40 = 46.625.
  it("gives the hand-computed row", () => {
    expect(scores(aftersales, week)).toEqual(near([50, 50, 44.5, 40, 46.625]));
  });

  it("caps what is more than expected: usage 100, app 30, advisor 40", () => {
    const best = {
      ...week,
      visits_12m: 5,
      days_overdue: 0,
      tickets_365: 0,
      app_sessions_30: 90,
      advisor_contacts_90: 9,
    };
    expect(scores(aftersales, best).slice(0, 3)).toEqual(near([100, 50, 100]));
  });

  it("has no usage score when the due date is missing", () => {
    expect(scores(aftersales, { ...week, days_overdue: NaN })[0]).toBeNaN();
  });
});
