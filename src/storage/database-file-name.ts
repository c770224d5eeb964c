/** Name of the database in the data folder. */
export const databaseFileName = 'lambdascope.sqlite3';
