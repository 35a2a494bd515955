import { emitPageData } from "../../loaders/publish/pageData.js";

emitPageData("ceo.json");
