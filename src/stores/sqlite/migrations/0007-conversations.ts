/** Hand-offs and open questions. `handed_off_at` is null unless the chat is handed off. */
export const conversations = `
CREATE TABLE waypost_conversation (
  person TEXT NOT NULL,
  phone_number_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  handed_off_at INTEGER,
  state TEXT NOT NULL,
  PRIMARY KEY (person, phone_number_id)
) WITHOUT ROWID;
CREATE INDEX waypost_conversation_handed_off ON waypost_conversation (handed_off_at) WHERE handed_off_at IS NOT NULL;
`;
