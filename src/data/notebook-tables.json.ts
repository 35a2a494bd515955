import { emitPageData } from "../../loaders/publish/pageData.js";

emitPageData("notebook-tables.json");
