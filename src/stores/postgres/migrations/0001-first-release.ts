/**
 * Persons, consent, windows, templates, the ledger and the inbox. JSON is kept as text: it may hold U+0000, which `jsonb`
 * refuses. Keys sort by code point on every server (`COLLATE "C"`).
 *
 * A row of `person` is an alias and the person behind it. It is locked (shared) by whatever writes for that person, and
 * (exclusively) by the link that gives the alias to another: nothing is written for a person who is just being merged.
 *
 * A row of `consent_view` without a view was made by a claim, for `dispatch` to lock: the person has no event of their own
 * in that namespace, and its revision is that of their events for every brand.
 */
export const firstRelease = `
CREATE TABLE {person} (
  alias TEXT COLLATE "C" PRIMARY KEY,
  person TEXT COLLATE "C" NOT NULL,
  seen BIGINT GENERATED ALWAYS AS IDENTITY
);
CREATE INDEX waypost_person_person ON {person} (person);

CREATE TABLE {consent_event} (
  sequence BIGINT PRIMARY KEY,
  id TEXT,
  person TEXT COLLATE "C" NOT NULL,
  namespace TEXT COLLATE "C" NOT NULL,
  event TEXT,
  salt BYTEA,
  digest BYTEA,
  hash BYTEA NOT NULL
);
CREATE INDEX waypost_consent_event_person ON {consent_event} (person, namespace);

CREATE TABLE {consent_import} (
  id TEXT COLLATE "C" PRIMARY KEY,
  checkpoint TEXT NOT NULL
);

CREATE TABLE {consent_view} (
  person TEXT COLLATE "C" NOT NULL,
  namespace TEXT COLLATE "C" NOT NULL,
  revision BIGINT NOT NULL,
  view TEXT,
  PRIMARY KEY (person, namespace)
);

CREATE TABLE {window} (
  person TEXT COLLATE "C" NOT NULL,
  phone_number_id TEXT COLLATE "C" NOT NULL,
  last_inbound_at BIGINT NOT NULL,
  last_inbound_message_id TEXT NOT NULL,
  PRIMARY KEY (person, phone_number_id)
);

CREATE TABLE {template} (
  business_account_id TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  language TEXT COLLATE "C" NOT NULL,
  updated_at BIGINT NOT NULL,
  record TEXT NOT NULL,
  PRIMARY KEY (business_account_id, name, language)
);

CREATE TABLE {send} (
  id TEXT COLLATE "C" PRIMARY KEY,
  idempotency_key TEXT COLLATE "C" UNIQUE,
  original_key TEXT NOT NULL,
  phone_number_id TEXT NOT NULL,
  namespace TEXT COLLATE "C" NOT NULL,
  person TEXT COLLATE "C" NOT NULL,
  kind TEXT NOT NULL,
  category TEXT,
  template TEXT,
  cause_kind TEXT COLLATE "C",
  cause_ref TEXT COLLATE "C",
  cause TEXT,
  created_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  updated_at BIGINT NOT NULL,
  message_id TEXT COLLATE "C",
  message_status TEXT,
  decision TEXT,
  failure TEXT,
  status TEXT,
  status_at BIGINT,
  pricing TEXT
);
CREATE INDEX waypost_send_message ON {send} (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX waypost_send_person ON {send} (person, created_at);
CREATE INDEX waypost_send_cause ON {send} (cause_kind, cause_ref, created_at) WHERE cause_kind IS NOT NULL;
CREATE INDEX waypost_send_created ON {send} (created_at, id);
CREATE INDEX waypost_send_unsettled ON {send} (updated_at) WHERE state IN ('dispatching', 'in_doubt');

CREATE TABLE {early_status} (
  sequence BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  message_id TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  fact TEXT NOT NULL
);
CREATE INDEX waypost_early_status_message ON {early_status} (message_id);

CREATE TABLE {inbox} (
  sequence BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key TEXT COLLATE "C" NOT NULL UNIQUE,
  lane TEXT COLLATE "C" NOT NULL,
  envelope TEXT NOT NULL,
  received_at BIGINT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'pending',
  not_before BIGINT NOT NULL DEFAULT 0,
  last_error TEXT
);

CREATE TABLE {inbox_lane} (
  lane TEXT COLLATE "C" PRIMARY KEY,
  holder TEXT NOT NULL,
  until TIMESTAMPTZ NOT NULL
);
CREATE INDEX waypost_inbox_lane_holder ON {inbox_lane} (holder);
CREATE INDEX waypost_inbox_pending ON {inbox} (sequence) WHERE state = 'pending';
CREATE INDEX waypost_inbox_dead ON {inbox} (sequence) WHERE state = 'dead';
CREATE INDEX waypost_inbox_order ON {inbox} (lane, sequence) WHERE state = 'pending';
CREATE INDEX waypost_inbox_retry ON {inbox} (not_before) WHERE state = 'pending';
CREATE INDEX waypost_inbox_received ON {inbox} (received_at) WHERE state = 'done';
`;
