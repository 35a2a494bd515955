import { emitPageData } from "../../loaders/publish/pageData.js";

emitPageData("customer-list.json");
