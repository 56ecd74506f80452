/** Persons, consent, windows, templates, the ledger and the inbox. */
export const firstRelease = `
CREATE TABLE waypost_alias (
  alias TEXT PRIMARY KEY,
  person TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX waypost_alias_person ON waypost_alias (person);

CREATE TABLE waypost_person (
  person TEXT PRIMARY KEY,
  seen INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE waypost_consent_event (
  sequence INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  person TEXT NOT NULL,
  namespace TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  event TEXT NOT NULL
);
CREATE INDEX waypost_consent_event_person ON waypost_consent_event (person, namespace);

CREATE TABLE waypost_consent_view (
  person TEXT NOT NULL,
  namespace TEXT NOT NULL,
  revision INTEGER NOT NULL,
  view TEXT NOT NULL,
  PRIMARY KEY (person, namespace)
) WITHOUT ROWID;

CREATE TABLE waypost_window (
  person TEXT NOT NULL,
  phone_number_id TEXT NOT NULL,
  last_inbound_at INTEGER NOT NULL,
  last_inbound_message_id TEXT NOT NULL,
  PRIMARY KEY (person, phone_number_id)
) WITHOUT ROWID;

CREATE TABLE waypost_template (
  business_account_id TEXT NOT NULL,
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  record TEXT NOT NULL,
  PRIMARY KEY (business_account_id, name, language)
) WITHOUT ROWID;

CREATE TABLE waypost_send (
  id TEXT PRIMARY KEY,
  idempotency_key TEXT UNIQUE,
  original_key TEXT NOT NULL,
  phone_number_id TEXT NOT NULL,
  namespace TEXT NOT NULL,
  person TEXT NOT NULL,
  kind TEXT NOT NULL,
  category TEXT,
  template TEXT,
  cause_kind TEXT,
  cause_ref TEXT,
  cause TEXT,
  created_at INTEGER NOT NULL,
  state TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  message_id TEXT,
  message_status TEXT,
  decision TEXT,
  failure TEXT,
  status TEXT,
  status_at INTEGER,
  pricing TEXT
) WITHOUT ROWID;
CREATE INDEX waypost_send_message ON waypost_send (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX waypost_send_person ON waypost_send (person, created_at);
CREATE INDEX waypost_send_cause ON waypost_send (cause_kind, cause_ref, created_at) WHERE cause_kind IS NOT NULL;
CREATE INDEX waypost_send_created ON waypost_send (created_at);

CREATE TABLE waypost_early_status (
  sequence INTEGER PRIMARY KEY,
  message_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  fact TEXT NOT NULL
);
CREATE INDEX waypost_early_status_message ON waypost_early_status (message_id);

CREATE TABLE waypost_inbox (
  sequence INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  lane TEXT NOT NULL,
  envelope TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'pending',
  not_before INTEGER NOT NULL DEFAULT 0,
  last_error TEXT
);
CREATE INDEX waypost_inbox_state ON waypost_inbox (state, sequence);
CREATE INDEX waypost_inbox_lane ON waypost_inbox (lane, sequence) WHERE state = 'pending';
CREATE INDEX waypost_inbox_retry ON waypost_inbox (not_before) WHERE state = 'pending';
CREATE INDEX waypost_inbox_received ON waypost_inbox (received_at) WHERE state = 'done';
`;
