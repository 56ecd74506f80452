import { type NodePath, type PluginObj, transformAsync, types } from "@babel/core";
import type { Options } from "tsup";

type Plugin = NonNullable<Options["plugins"]>[number];

/** Packages that are loaded when they are first used: loading them takes longer than loading Waypost. */
const ON_USE = ["zod", "libphonenumber-js", "bottleneck"];

/**
 * Writes the chunks, which are ES modules, as CommonJS in which those packages are loaded at their first use. The call
 * stays a plain `require("zod")`, inside a function: bundlers see it.
 */
export function commonJsOnUse(): Plugin {
  return {
    name: "common-js-on-use",
    async renderChunk(code, { path }) {
      if (this.format !== "cjs" || !path.endsWith(".cjs")) return;
      const result = await transformAsync(code, {
        configFile: false,
        babelrc: false,
        compact: true,
        generatorOpts: { jsescOption: { minimal: true } },
        assumptions: { constantReexports: true },
        plugins: [
          oneNamespace,
          ["@babel/plugin-transform-modules-commonjs", { lazy: ON_USE, importInterop: interop }],
        ],
      });
      return { code: result?.code ?? "" };
    },
  };
}

/** zod is taken as it is. Default imports of others (bottleneck, Node's own) are what `module.exports` holds. */
function interop(source: string): "none" | "node" {
  return source === "zod" || source.startsWith(".") ? "none" : "node";
}

/** Each source file brings its own `import * as z`; one per chunk is loaded once and kept. */
const oneNamespace: PluginObj = {
  visitor: {
    Program(program) {
      const first = new Map<string, string>();
      for (const statement of program.get("body")) {
        if (!statement.isImportDeclaration()) continue;
        const [specifier] = statement.node.specifiers;
        if (!types.isImportNamespaceSpecifier(specifier)) continue;
        const source = statement.node.source.value;
        const known = first.get(source);
        if (known === undefined) first.set(source, specifier.local.name);
        else replace(statement, specifier.local.name, known);
      }
    },
  },
};

function replace(statement: NodePath<types.ImportDeclaration>, name: string, by: string): void {
  for (const reference of statement.scope.getBinding(name)?.referencePaths ?? []) {
    if (reference.scope.getBinding(by)?.scope !== statement.scope) throw new Error(`${by} is hidden here.`);
    reference.replaceWith(types.identifier(by));
  }
  statement.remove();
}
