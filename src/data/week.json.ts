import { emitPageData } from "../../loaders/publish/pageData.js";

emitPageData("week.json");
