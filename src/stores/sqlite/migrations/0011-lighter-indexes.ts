/**
 * What each event of an import writes beside itself. People are found without their brand: a page of the index holds a third
 * more of them, and most have events of one brand. A grant keeps the words of its message for ever: told by its first letters,
 * as the chain writes them, the rest of it need not be searched.
 */
export const lighterIndexes = `
DROP INDEX waypost_consent_event_person;
CREATE INDEX waypost_consent_event_person ON waypost_consent_event (person);
DROP INDEX waypost_consent_event_text;
CREATE INDEX waypost_consent_event_text ON waypost_consent_event (sequence)
WHERE substr(event, 1, 17) <> '{"action":"grant"'
  AND instr(event, '"inboundText":') > 0 AND instr(event, '"inboundTextHash":') > 0;
`;
