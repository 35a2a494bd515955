import { emitPageData } from "../../loaders/publish/pageData.js";

emitPageData("roadmap.json");
