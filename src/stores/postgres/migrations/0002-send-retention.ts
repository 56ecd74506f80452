/** Sends that never left are deleted after their retention, while those that left may stay for years. */
export const sendRetention = `
CREATE INDEX waypost_send_stopped ON {send} (created_at, id) WHERE state IN ('refused', 'held', 'failed');
`;
