import { emitPageData } from "../../loaders/publish/pageData.js";

emitPageData("churn-model.json");
