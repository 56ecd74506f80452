/** What a command touches of the world outside. */
export interface CliIo {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Everything that stands on standard input. */
  readonly readInput: () => Promise<string>;
  /** Lines of standard input as they are typed. */
  readonly lines: () => AsyncIterable<string>;
  /** Asks for a yes; undefined where nobody can answer. */
  readonly confirm: ((question: string) => Promise<boolean>) | undefined;
  /** Resolves when the process shall end. */
  readonly interrupted: () => Promise<void>;
}
