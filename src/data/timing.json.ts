import { emitPageData } from "../../loaders/publish/pageData.js";

emitPageData("timing.json");
