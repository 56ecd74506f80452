import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";

const ROOT = process.cwd();
/** What a reader can import. */
const ENTRIES = [
  "src/index.ts",
  "src/stores/sqlite/index.ts",
  "src/stores/postgres/index.ts",
  "src/limits/redis/index.ts",
  "src/queue/index.ts",
  "src/telemetry/opentelemetry/index.ts",
  "src/webhooks/index.ts",
  "src/flows/index.ts",
  "src/simulator/index.ts",
  "src/testing/index.ts",
];

const parsed = new Map<string, ts.SourceFile>();
function sourceOf(path: string): ts.SourceFile {
  let source = parsed.get(path);
  if (source === undefined) {
    source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
    parsed.set(path, source);
  }
  return source;
}

interface Found {
  readonly name: string;
  readonly where: string;
  readonly documented: boolean;
}

/** The declaration behind an export, through every re-export. Syntax only: no types are asked for. */
function find(path: string, name: string, depth = 0): Found | undefined {
  if (depth > 8) return undefined;
  const source = sourceOf(path);
  const to = (specifier: ts.Expression): string =>
    join(dirname(path), (specifier as ts.StringLiteral).text.replace(/\.js$/, ".ts"));
  for (const statement of source.statements) {
    const declared = ts.isVariableStatement(statement)
      ? statement.declarationList.declarations.some(({ name: own }) => own.getText() === name)
      : (ts.isFunctionDeclaration(statement) ||
          ts.isClassDeclaration(statement) ||
          ts.isInterfaceDeclaration(statement) ||
          ts.isTypeAliasDeclaration(statement)) &&
        statement.name?.text === name;
    if (declared) {
      const comments = ts.getJSDocCommentsAndTags(statement).length > 0;
      return { name, where: relative(ROOT, path), documented: comments };
    }
    if (
      ts.isExportDeclaration(statement) &&
      statement.exportClause !== undefined &&
      ts.isNamedExports(statement.exportClause)
    ) {
      const element = statement.exportClause.elements.find((one) => one.name.text === name);
      if (element === undefined) continue;
      const original = (element.propertyName ?? element.name).text;
      if (statement.moduleSpecifier !== undefined)
        return find(to(statement.moduleSpecifier), original, depth + 1);
    }
  }
  // Exported here, imported from elsewhere.
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (bindings === undefined || !ts.isNamedImports(bindings)) continue;
    const element = bindings.elements.find((one) => one.name.text === name);
    if (element !== undefined && existsSync(to(statement.moduleSpecifier)))
      return find(to(statement.moduleSpecifier), (element.propertyName ?? element.name).text, depth + 1);
  }
  return undefined;
}

it.each(ENTRIES)("every export of %s says what it is", (entry) => {
  const path = join(ROOT, entry);
  const names = sourceOf(path).statements.flatMap((statement) =>
    ts.isExportDeclaration(statement) &&
    statement.exportClause !== undefined &&
    ts.isNamedExports(statement.exportClause)
      ? statement.exportClause.elements.map((element) => element.name.text)
      : [],
  );
  expect(names.length).toBeGreaterThan(0);
  const silent = names.flatMap((name) => {
    const found = find(path, name);
    return found?.documented === true ? [] : [`${name} (${found?.where ?? "not found"})`];
  });
  expect(silent, silent.join("; ")).toEqual([]);
});
