/**
 * By which rule a view was folded: one of another version is folded from its events when it is read. What stands there
 * already was folded before versions were told.
 */
export const foldVersion = `
ALTER TABLE waypost_consent_view ADD COLUMN fold INTEGER NOT NULL DEFAULT 0;
`;
