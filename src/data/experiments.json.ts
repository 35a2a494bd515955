import { emitPageData } from "../../loaders/publish/pageData.js";

emitPageData("experiments.json");
