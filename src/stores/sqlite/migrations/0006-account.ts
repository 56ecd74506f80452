/** What is known of business accounts; marketing of the last hour is looked at when people turn out to be over their limit. */
export const account = `
CREATE TABLE IF NOT EXISTS waypost_account_fact (
  business_account_id TEXT NOT NULL,
  topic TEXT NOT NULL,
  subject TEXT NOT NULL,
  at INTEGER NOT NULL,
  fact TEXT NOT NULL,
  PRIMARY KEY (business_account_id, topic, subject)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS waypost_send_marketing ON waypost_send (created_at) WHERE category = 'marketing';
`;
