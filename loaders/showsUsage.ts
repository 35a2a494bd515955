/** Writes a command's usage where `--help` or `-h` asks for it. @returns whether it did, and nothing else is to be done */
export function showsUsage(usage: string, args: readonly string[] = process.argv.slice(2)): boolean {
  const isAsked = args.includes("--help") || args.includes("-h");
  if (isAsked) process.stdout.write(`${usage.trimEnd()}\n`);
  return isAsked;
}
