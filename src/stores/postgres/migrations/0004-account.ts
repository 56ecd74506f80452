/** What is known of business accounts; marketing of the last hour is looked at when people turn out to be over their limit. */
export const account = `
CREATE TABLE IF NOT EXISTS {account_fact} (
  business_account_id TEXT COLLATE "C" NOT NULL,
  topic TEXT COLLATE "C" NOT NULL,
  subject TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  fact TEXT NOT NULL,
  PRIMARY KEY (business_account_id, topic, subject)
);
CREATE INDEX IF NOT EXISTS waypost_send_marketing ON {send} (created_at) WHERE category = 'marketing';
`;
