/** Texts of opt-outs are looked for once an hour, among all events. A quote inside a value is written with a backslash before it. */
export const optOutTexts = `
CREATE INDEX waypost_consent_event_text ON waypost_consent_event (sequence)
WHERE instr(event, '"inboundText":') > 0 AND instr(event, '"inboundTextHash":') > 0;
`;
