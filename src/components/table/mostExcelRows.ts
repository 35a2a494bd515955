/** Rows that a sheet of Excel holds below its head. */
export const mostExcelRows = 1_048_575;
