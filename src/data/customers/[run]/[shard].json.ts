import { parseArgs } from "node:util";
import { emitPageData } from "../../../../loaders/publish/pageData.js";

// only in the live preview; a build copies all shards at once
const { values } = parseArgs({ options: { run: { type: "string" }, shard: { type: "string" } } });
emitPageData(`customers/${values.shard}.json`);
