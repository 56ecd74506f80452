/** Which process handles whose webhook events: several may share the file. */
export const inboxLanes = `
CREATE TABLE waypost_lane_lease (
  lane TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  until INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX waypost_lane_lease_holder ON waypost_lane_lease (holder);
`;
