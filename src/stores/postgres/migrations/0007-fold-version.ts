/**
 * By which rule a view was folded: one of another version is folded from its events when it is read. What stands there
 * already was folded before versions were told. A row may have a revision and no view: a single event is folded when it is
 * read, too.
 */
export const foldVersion = `
ALTER TABLE {consent_view} ADD COLUMN fold INTEGER NOT NULL DEFAULT 0;
`;
