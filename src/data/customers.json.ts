import { emitPageData } from "../../loaders/publish/pageData.js";

emitPageData("customers.json");
