/**
 * What each event of an import writes beside itself. Nearly everybody is their own person, who is found by their alias; people
 * are found without their brand; and a grant keeps the words of its message for ever: told by its first letters, as the chain
 * writes them, the rest of it need not be searched.
 */
export const lighterIndexes = `
DROP INDEX {schema}.waypost_person_person;
CREATE INDEX waypost_person_person ON {person} (person) WHERE alias <> person;
DROP INDEX {schema}.waypost_consent_event_person;
CREATE INDEX waypost_consent_event_person ON {consent_event} (person);
DROP INDEX {schema}.waypost_consent_event_text;
CREATE INDEX waypost_consent_event_text ON {consent_event} (sequence)
WHERE left(event, 17) <> '{"action":"grant"'
  AND strpos(event, '"inboundText":') > 0 AND strpos(event, '"inboundTextHash":') > 0;
`;
