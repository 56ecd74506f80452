/** Claims whose worker died are looked for every hour, among all sends. */
export const claimedSends = `
CREATE INDEX waypost_send_claimed ON {send} (updated_at) WHERE state = 'claimed';
`;
