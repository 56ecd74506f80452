/** Appends to a log and drops the oldest entries once it holds twice `max`: a long bench must not fill the memory. */
export function append<T>(log: T[], entry: T, max: number): void {
  log.push(entry);
  if (log.length >= 2 * max) log.splice(0, log.length - max);
}
