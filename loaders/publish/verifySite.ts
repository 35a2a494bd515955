import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize, sep } from "node:path";
import { gzipSync } from "node:zlib";
import type { Audience } from "../../src/pageData.js";
import { isEngine, isNotebook } from "./engine.js";
import { shardFolder } from "./finish.js";
import { addressLike, personalScan } from "./personalScan.js";
import { isReportPdf } from "./reportPdf.js";
import { holdsCustomers, sealOpener } from "./sealSite.js";

export interface Problem {
  readonly rule: string;
  /** Path within the site. */
  readonly file: string;
  readonly message: string;
}

export interface VerifyOptions {
  /** The finished site. */
  readonly dir: string;
  /** What it was built from. */
  readonly pageDataDir: string;
  readonly audience: Audience;
  /** The build is sealed with it. */
  readonly passphrase?: string;
  /** Texts that an executive or a sealed build must not hold anywhere: ids, names, e-mails of customers. */
  readonly forbidden?: Iterable<string>;
}

interface SiteFile {
  readonly path: string;
  readonly size: number;
  text(): string;
}

type Rule = (files: readonly SiteFile[], options: VerifyOptions) => Problem[];

/** Bytes after gzip that one page's own HTML may have; pages are shells, data and code are separate files. */
const largestPage = 60_000;
/** Bytes after gzip of all scripts of the site, the query engine aside. */
const largestScripts = 900_000;
/** Bytes of the query engine, which only the notebook loads. */
const largestEngine = 40_000_000;

/** Checks a finished site before it is published. @returns every problem found; none means that it may be published */
export function verifySite(options: VerifyOptions): Problem[] {
  const files = siteFiles(options.dir);
  return rules.flatMap((rule) => rule(files, options));
}

function siteFiles(dir: string): SiteFile[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      let kept: string | undefined;
      return {
        path: file
          .slice(dir.length + 1)
          .split(sep)
          .join("/"),
        size: statSync(file).size,
        text: () => (kept ??= readFileSync(file, "utf8")),
      };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

const isPage = ({ path }: SiteFile) => path.endsWith(".html");
const isScript = ({ path }: SiteFile) => path.endsWith(".js");
const isData = ({ path }: SiteFile) => path.startsWith("_file/") && /\.(json|csv|txt)$/.test(path);
const isText = ({ path }: SiteFile) => /\.(html|js|css|json|svg|csv|txt)$/.test(path);

/** A page with a mistake in its code builds with exit 0: the error lands in the page. */
const pageErrors: Rule = (files) =>
  files.filter(isPage).flatMap((file) => {
    const found =
      /(SyntaxError|ReferenceError|RangeError|TypeError):[^\n<"\\]{0,120}|unable to resolve[^\n<"\\]{0,120}|observablehq--error[^\n]{0,120}/i.exec(
        file.text(),
      );
    return found ? [problem("page-error", file, found[0])] : [];
  });

/** Imports and links must lead to files of the site. Framework's own client names optional libraries that no page asks for. */
const unresolved: Rule = (files) => {
  const known = new Set(files.map(({ path }) => path));
  return files
    .filter((file) => isPage(file) || (isScript(file) && !file.path.startsWith("_observablehq/")))
    .flatMap((file) =>
      references(file).flatMap((reference) => {
        const target = resolve(file.path, reference);
        const exists =
          target === undefined ||
          known.has(target) ||
          known.has(`${target}.html`) ||
          known.has(join(target, "index.html").split(sep).join("/"));
        return exists ? [] : [problem("unresolved", file, `leads nowhere: ${reference}`)];
      }),
    );
};

function references(file: SiteFile): string[] {
  const patterns = isPage(file)
    ? [/\s(?:href|src)="([^"#]+)"/g, /\bimport\("([^"]+)"\)/g, /\bfrom\s*"([^"]+)"/g]
    : [/\bimport\(\s*"(\.[^"]+)"\s*\)/g, /\bfrom\s*"(\.[^"]+)"/g, /\bimport\s*"(\.[^"]+)"/g];
  return patterns.flatMap((pattern) => [...file.text().matchAll(pattern)].map(([, reference]) => reference!));
}

/** Path within the site; undefined for references to elsewhere, which have a rule of their own. */
function resolve(from: string, reference: string): string | undefined {
  if (/^([a-z]+:|\/\/)/i.test(reference)) return undefined;
  const path = decodeURI(reference.replace(/[?#].*$/, ""));
  if (!path) return undefined;
  if (path.startsWith("/")) return path.slice(1);
  return normalize(join(dirname(from), path))
    .split(sep)
    .join("/");
}

/** Nothing is loaded from elsewhere: no absolute address in an attribute, an import, a style or a fetch. */
const outside: Rule = (files) =>
  files
    .filter((file) => /\.(html|js|css)$/.test(file.path))
    .flatMap((file) => {
      const patterns = [
        /\s(?:src|href|action|poster)=["']?((?:https?:)?\/\/[^"'\s>]+)/g,
        /\b(?:import\s*\(|from|import|fetch\s*\()\s*["'`]((?:https?:)?\/\/[^"'`]+)/g,
        /(?:url\(|@import)\s*["']?((?:https?:)?\/\/[^"')\s]+)/g,
        /["'](npm:[^"']+)["']/g,
      ];
      const found = patterns.flatMap((pattern) => [...file.text().matchAll(pattern)].map(([, address]) => address!));
      return [...new Set(found)].map((address) =>
        problem("outside", file, `reaches outside: ${address.slice(0, 120)}`),
      );
    });

/** An empty data file would be published without a word. */
const emptyFiles: Rule = (files) =>
  files.filter(({ size }) => size === 0).map((file) => problem("empty", file, "is empty"));

/** Every page says its language and carries the policy, without `unsafe-eval` and without permission for inline scripts. */
const pageHeads: Rule = (files) =>
  files.filter(isPage).flatMap((file) => {
    const html = file.text();
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1];
    const scripts = policy && /script-src ([^;]+)/.exec(policy)?.[1];
    return [
      ...(/<html lang="(zh-CN|en)"/.test(html) ? [] : [problem("language", file, "has no <html lang>")]),
      ...(policy?.startsWith("default-src 'none'") ? [] : [problem("policy", file, "has no content-security policy")]),
      ...(scripts && weakens(scripts, policy, file.path)
        ? [problem("policy", file, `weakens scripts: ${scripts}`)]
        : []),
      ...(/maximum-scale|user-scalable=no/.test(html) ? [problem("zoom", file, "forbids zooming")] : []),
    ];
  });

/** The notebook alone may compile WebAssembly and start a worker. */
function weakens(scripts: string, policy: string, path: string): boolean {
  if (/'unsafe-(inline|eval)'/.test(scripts)) return true;
  return !isNotebook(path) && (scripts.includes("wasm") || policy.includes("worker-src"));
}

/** Both languages have the same pages. */
const bothLanguages: Rule = (files) => {
  const of = (lang: string) =>
    new Set(
      files
        .filter(isPage)
        .map(({ path }) => path)
        .filter((path) => path.startsWith(`${lang}/`))
        .map((path) => path.slice(3)),
    );
  const [zh, en] = [of("zh"), of("en")];
  if (!zh.size && !en.size) return [{ rule: "languages", file: ".", message: "has no page in zh/ or en/" }];
  return [
    ...[...zh]
      .filter((page) => !en.has(page))
      .map((page) => ({ rule: "languages", file: `zh/${page}`, message: "has no English page" })),
    ...[...en]
      .filter((page) => !zh.has(page))
      .map((page) => ({ rule: "languages", file: `en/${page}`, message: "has no Chinese page" })),
  ];
};

/** The data in the site are the run's, byte for byte. */
const sameData: Rule = (files, { pageDataDir, passphrase }) => {
  const opened = passphrase === undefined ? () => undefined : sealOpener(passphrase);
  const published = files.filter(({ path }) => path.startsWith("_file/data/") && path.endsWith(".json"));
  const { run } = JSON.parse(readFileSync(join(pageDataDir, "ceo.json"), "utf8")) as { run: { runId: string } };
  const folder = shardFolder(run.runId).split(sep).join("/");
  return published.flatMap((file) => {
    const name = file.path.startsWith(`${folder}/`)
      ? join("customers", file.path.slice(folder.length + 1))
      : file.path.slice("_file/data/".length).replace(/\.[0-9a-f]{8}\.json$/, ".json");
    const original = readIfThere(join(pageDataDir, name));
    if (original === undefined) return [problem("data", file, "is not part of the run's page data")];
    return original === (opened(file.text()) ?? file.text())
      ? []
      : [problem("data", file, "differs from the run's page data")];
  });
};

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** An executive build holds no customer: no file of theirs, no text that names one, nothing that reads like an address. */
const audienceRule: Rule = (files, { audience, passphrase, forbidden = [] }) => {
  if (audience === "team") return passphrase === undefined ? [] : sealedOnly(files, passphrase, forbidden);
  const shards = files.filter(({ path }) => path.startsWith("_file/data/customers/"));
  return [
    ...shards.map((file) => problem("audience", file, "holds customers in an executive build")),
    ...personal(files, forbidden),
  ];
};

/** A sealed team build: customer-level files open with the passphrase only, and nothing else names a customer. */
function sealedOnly(files: readonly SiteFile[], passphrase: string, forbidden: Iterable<string>): Problem[] {
  const opened = sealOpener(passphrase);
  const closed = files.filter(({ path }) => holdsCustomers(path));
  const plain = closed.filter((file) => opened(file.text()) === undefined);
  return [
    ...plain.map((file) => problem("audience", file, "holds customers and is not sealed with the passphrase")),
    ...personal(
      files.filter((file) => !closed.includes(file)),
      forbidden,
    ),
  ];
}

/** A file that cannot be read as text could hold anybody; fonts, programs and the printed page of aggregates do not. */
const unreadable = /\.(?!html|js|css|json|svg|csv|txt|wasm|woff2?|png|ico|map)[^./]+$/;

function personal(files: readonly SiteFile[], forbidden: Iterable<string>): Problem[] {
  const scan = personalScan([...forbidden].filter((text) => text.length >= 2));
  const found = (file: SiteFile) => scan(file.text()) ?? (isData(file) ? addressLike(file.text()) : undefined);
  return [
    ...files
      .filter(({ path }) => unreadable.test(path) && !isReportPdf(path))
      .map((file) => problem("audience", file, "cannot be looked into")),
    ...files.filter(isText).flatMap((file) => {
      const text = found(file);
      // the message must not say what the site may not
      return text === undefined
        ? []
        : [problem("audience", file, `holds a customer's id, name or address (${text.length} characters)`)];
    }),
  ];
}

/** Pages stay light whatever the number of customers. */
const sizes: Rule = (files) => {
  const gz = (file: SiteFile) => gzipSync(file.text()).length;
  const heavy = files
    .filter(isPage)
    .filter((file) => gz(file) > largestPage)
    .map((file) => problem("size", file, `is over ${largestPage} bytes gz`));
  const scripts = files
    .filter((file) => isScript(file) && !isEngine(file.path))
    .reduce((sum, file) => sum + gz(file), 0);
  const engine = files.filter(({ path }) => isEngine(path)).reduce((sum, { size }) => sum + size, 0);
  const over = (what: string, bytes: number, most: number): Problem[] =>
    bytes > most ? [{ rule: "size", file: ".", message: `${what} is ${bytes} bytes, over ${most}` }] : [];
  return [
    ...heavy,
    ...over("code after gzip", scripts, largestScripts),
    ...over("the query engine", engine, largestEngine),
  ];
};

const rules: readonly Rule[] = [
  pageErrors,
  unresolved,
  outside,
  emptyFiles,
  pageHeads,
  bothLanguages,
  sameData,
  audienceRule,
  sizes,
];

function problem(rule: string, { path }: SiteFile, message: string): Problem {
  return { rule, file: path, message };
}
