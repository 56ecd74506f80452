type Chunk = string | Uint8Array;
type CsvRecord = readonly string[];

/** Reads CSV for as long as it has no quote, which most files have nowhere: several times as fast as a parser. */
export interface PlainCsv {
  /** The records that end in this chunk, some at a time; without a chunk: the last one. */
  readonly records: (chunk?: Chunk) => Generator<readonly CsvRecord[]>;
  /** What only a parser can read, from the beginning of a record; undefined for as long as there is none. */
  readonly rest: () => Chunk | undefined;
  /** What to give the parser once there was a rest; without a chunk: what was left of a character cut in two. */
  readonly decoded: (chunk?: Chunk) => Chunk;
  /** The first line end of the file, which is that of all its records. */
  readonly lineEnd: () => string | undefined;
}

/** Records at a time. */
const SOME = 1_000;

/** @param most the longest record, in characters: a longer one is left to the parser, which knows what to say of it. */
export function createPlainCsv(delimiter: string, most: number): PlainCsv {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let begun = false;
  let binary = false;
  let pending = "";
  let lineEnd: string | undefined;
  let rest: Chunk | undefined;

  const decoded = (chunk?: Chunk): Chunk => {
    if (chunk === undefined) return decoder.decode();
    if (binary) return chunk;
    return typeof chunk === "string" ? decoder.decode() + chunk : decoder.decode(chunk, { stream: true });
  };

  function* cut(text: string, isEnd: boolean): Generator<readonly CsvRecord[]> {
    const quote = text.indexOf('"');
    const plain = quote < 0 ? text.length : quote;
    lineEnd ??= firstLineEnd(text, plain, isEnd);
    let records: CsvRecord[] = [];
    let from = 0;
    if (lineEnd !== undefined) {
      for (
        let end = text.indexOf(lineEnd);
        end >= 0 && end < plain && end - from <= most;
        end = text.indexOf(lineEnd, from)
      ) {
        records.push(text.slice(from, end).split(delimiter));
        from = end + lineEnd.length;
        if (records.length === SOME) {
          yield records;
          records = [];
        }
      }
    }
    const left = text.slice(from);
    pending = "";
    if (quote >= 0 || left.length > most) rest = left;
    else if (!isEnd) pending = left;
    else if (left !== "") records.push(left.split(delimiter));
    if (records.length > 0) yield records;
  }

  return {
    *records(chunk) {
      let text = decoded(chunk);
      if (!begun && chunk !== undefined) {
        // UTF-16 begins so, and UTF-8 has it nowhere. A delimiter that cannot be one is for the parser to tell.
        binary = typeof chunk !== "string" && chunk[0] === 0xff;
        if (binary || delimiter === "" || /["\r\n]/.test(delimiter)) {
          rest = binary ? chunk : text;
          return;
        }
        begun = text.length > 0;
        if (typeof text === "string" && text.startsWith("\ufeff")) text = text.slice(1);
      }
      yield* cut(pending + String(text), chunk === undefined);
    },
    rest: () => rest,
    decoded,
    lineEnd: () => lineEnd,
  };
}

/** Undefined where none comes before a quote, or where what follows a `\r` is yet to come. */
function firstLineEnd(text: string, quote: number, isEnd: boolean): string | undefined {
  const at = text.search(/[\r\n]/);
  if (at < 0 || at >= quote) return undefined;
  if (text[at] === "\n") return "\n";
  if (text[at + 1] === "\n") return "\r\n";
  return at + 1 < text.length || isEnd ? "\r" : undefined;
}
