/** The most instants (milliseconds) that lie within any one second. */
export function mostInAnySecond(instants: readonly number[]): number {
  const times = [...instants].sort((a, b) => a - b);
  let most = 0;
  for (let start = 0, end = 0; end < times.length; end++) {
    while ((times[end] ?? 0) - (times[start] ?? 0) >= 1_000) start++;
    most = Math.max(most, end - start + 1);
  }
  return most;
}
