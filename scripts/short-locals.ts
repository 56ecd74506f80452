import { parseAsync, traverse, types } from "@babel/core";
import { minify } from "terser";
import type { Options } from "tsup";

type Plugin = NonNullable<Options["plugins"]>[number];

/**
 * Shortens the names of parameters and variables, a tenth of the package. Functions and classes keep theirs, declared or
 * taken from the variable that they are assigned to: stack traces show them. Nothing else of what esbuild wrote changes.
 */
export function shortLocals(): Plugin {
  return {
    name: "short-locals",
    async renderChunk(code, { path }) {
      if (!/\.c?js$/.test(path)) return;
      const result = await minify(code, {
        module: this.format === "esm",
        toplevel: true,
        compress: false,
        mangle: { keep_fnames: true, keep_classnames: true, reserved: await namesOfFunctions(code) },
        // Node prints the line of an error that nobody caught: all of a file would be that line.
        format: { ecma: 2020, comments: false, max_line_len: 300 },
      });
      return { code: result.code ?? "" };
    },
  };
}

/** Names that functions and classes without one of their own take from a variable. */
async function namesOfFunctions(code: string): Promise<string[]> {
  const names = new Set<string>();
  const note = (target: types.Node, value: types.Node | null | undefined): void => {
    if (types.isIdentifier(target) && (types.isFunction(value) || types.isClass(value)))
      names.add(target.name);
  };
  const file = await parseAsync(code, { configFile: false, babelrc: false });
  if (file === null) return [];
  traverse(file, {
    VariableDeclarator: ({ node }) => note(node.id, node.init),
    AssignmentExpression: ({ node }) => note(node.left, node.right),
    AssignmentPattern: ({ node }) => note(node.left, node.right),
  });
  return [...names];
}
