/** Texts of opt-outs are looked for once an hour, among all events. A quote inside a value is written with a backslash before it. */
export const optOutTexts = `
CREATE INDEX waypost_consent_event_text ON {consent_event} (sequence)
WHERE strpos(event, '"inboundText":') > 0 AND strpos(event, '"inboundTextHash":') > 0;
`;
