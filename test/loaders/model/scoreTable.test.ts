import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, it } from "vitest";
import { fitAdditive } from "../../../loaders/model/fitAdditive.js";
import { frameFeatures } from "../../../loaders/model/scoreRows.js";
import { scoreTable } from "../../../loaders/model/scoreTable.js";
import { rows } from "../../../loaders/query.js";
import { world } from "./world.js";

describe("a table's scores", () => {
  const made = { table: "scored", target: "scores" };

  it.each(["probability", "contributions"] as const)(
    "are the same, %s in the rows' order, however many rows are in memory at once",
    async (asked) => {
      const { model } = await fitAdditive(world(1500, 1), { bags: 2, pairs: 1 });
      const connection = await (await DuckDBInstance.create(":memory:")).connect();
      await connection.run(`create table scored as
        select i % 10 as visits, case when i % 7 <> 0 then i * 37 % 180 end as overdue, i % 3 as unhappy, i % 5 - 2.0 as noise,
          -- each slice knows its own levels, some of them none
          case when i > 30 then ['北京', '上海', '广州', '深圳'][1 + i // 20 % 4] end as city
        from range(100) as made(i)`);
      const found: unknown[] = [];
      for (const sliceRows of [1000, 100, 13]) {
        await scoreTable(connection, model, { ...made, features: frameFeatures(model), asked, sliceRows });
        found.push(await rows(connection, "select * from scores"));
      }
      expect(found[0]).toHaveLength(100);
      expect(found[1]).toEqual(found[0]);
      expect(found[2]).toEqual(found[0]);
      expect(new Set((found[0] as { c0: number }[]).map(({ c0 }) => c0)).size).toBeGreaterThan(2);
    },
  );
});
