import { emitPageData } from "../../loaders/publish/pageData.js";

emitPageData("model.json");
