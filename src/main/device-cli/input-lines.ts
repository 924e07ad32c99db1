const lf = 0x0a;
const cr = 0x0d;

/** The lines of a stream of bytes, without their ends; empty lines are left out. The last line needs no end. */
export async function* inputLines(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest = new Uint8Array(0);
  for await (const chunk of input) {
    const bytes = new Uint8Array(rest.length + chunk.length);
    bytes.set(rest);
    bytes.set(chunk, rest.length);
    let from = 0;
    for (let at = bytes.indexOf(lf); at >= 0; at = bytes.indexOf(lf, from)) {
      yield* withoutReturn(bytes.subarray(from, at));
      from = at + 1;
    }
    rest = bytes.slice(from);
  }
  yield* withoutReturn(rest);
}

function withoutReturn(line: Uint8Array): Uint8Array[] {
  const text = line.at(-1) === cr ? line.subarray(0, -1) : line;
  return text.length === 0 ? [] : [text];
}
