/**
 * What the guards count (hashes with an end) and the audit log of the policy. A counter is a ring or tally as text, a
 * note, or a set whose members stand in a table of their own; `size` is how many they are.
 */
export const guards = `
CREATE TABLE waypost_counter (
  key TEXT PRIMARY KEY,
  ends INTEGER NOT NULL,
  size INTEGER NOT NULL DEFAULT 0,
  content TEXT
) WITHOUT ROWID;
CREATE INDEX waypost_counter_ends ON waypost_counter (ends);

CREATE TABLE waypost_counter_member (
  key TEXT NOT NULL,
  member TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (key, member)
) WITHOUT ROWID;
CREATE INDEX waypost_counter_member_at ON waypost_counter_member (key, at);

CREATE TABLE waypost_audit (
  id TEXT PRIMARY KEY,
  recorded_at INTEGER NOT NULL,
  entry TEXT NOT NULL
) WITHOUT ROWID;
`;
