/** Claims whose worker died are looked for every hour, among all sends. */
export const claimedSends = `
CREATE INDEX waypost_send_claimed ON waypost_send (updated_at) WHERE state = 'claimed';
`;
