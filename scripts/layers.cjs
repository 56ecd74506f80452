/** Rank of each folder of src: a file imports lower ranks only. */
module.exports = {
  core: 0,
  graph: 1,
  messages: 1,
  limits: 2,
  webhooks: 2,
  templates: 3,
  consent: 3,
  windows: 3,
  policy: 4,
  ledger: 4,
  client: 5,
  stores: 5,
  simulator: 6,
  testing: 6,
};
