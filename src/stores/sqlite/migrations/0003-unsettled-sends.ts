/** Sends that left without an answer are looked for at every start. */
export const unsettledSends = `
CREATE INDEX waypost_send_unsettled ON waypost_send (updated_at) WHERE state IN ('dispatching', 'in_doubt');
`;
