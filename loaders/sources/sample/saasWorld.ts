import { aftersalesWorld } from "./aftersalesWorld.js";
import type { World } from "./world.js";
export const saasWorld: World = { ...aftersalesWorld, playbook: "saas" };
