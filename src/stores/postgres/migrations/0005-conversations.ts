/** Hand-offs and open questions. `handed_off_at` is null unless the chat is handed off. */
export const conversations = `
CREATE TABLE {conversation} (
  person TEXT COLLATE "C" NOT NULL,
  phone_number_id TEXT COLLATE "C" NOT NULL,
  revision BIGINT NOT NULL,
  handed_off_at BIGINT,
  state TEXT NOT NULL,
  PRIMARY KEY (person, phone_number_id)
);
CREATE INDEX waypost_conversation_handed_off ON {conversation} (handed_off_at) WHERE handed_off_at IS NOT NULL;
`;
