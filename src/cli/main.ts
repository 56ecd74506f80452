#!/usr/bin/env node
import { createInterface } from "node:readline";
import type { CliIo } from "./cli-io.js";
import { runCli } from "./run-cli.js";

const io: CliIo = {
  out: (text) => void process.stdout.write(`${text}\n`),
  error: (text) => void process.stderr.write(`${text}\n`),
  env: process.env,
  cwd: process.cwd(),
  now: () => new Date().getTime(),
  readInput: async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString("utf8");
  },
  lines: () => createInterface({ input: process.stdin }),
  confirm: process.stdin.isTTY && process.stdout.isTTY ? ask : undefined,
  interrupted: () =>
    new Promise((resolve) => {
      for (const signal of ["SIGINT", "SIGTERM"] as const)
        process.once(signal, () => {
          resolve();
        });
    }),
};

function ask(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  return new Promise((resolve) => {
    terminal.question(`${question} [y/N] `, (answer) => {
      terminal.close();
      resolve(/^y(es)?$/i.test(answer.trim()));
    });
  });
}

process.exitCode = await runCli(process.argv.slice(2), io);
