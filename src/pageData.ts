/**
 * What pages know: one interface a page-data file. The weekly run writes these files, verified against the warehouse;
 * pages read nothing else. No clock time is in them, so the same run gives the same bytes. Money in the small unit (元),
 * probabilities and shares as fractions, dates as YYYY-MM-DD.
 */
export type * from "./pageData/ceo.js";
export type * from "./pageData/customers.js";
export type * from "./pageData/model.js";
export type * from "./pageData/notebook.js";
export type * from "./pageData/programme.js";
export type * from "./pageData/run.js";
export type * from "./pageData/week.js";
export type * from "./pageData/words.js";
