import { createReadStream, statSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { createGzip } from "node:zlib";

export interface Served {
  /** Root address, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};
const compressible = new Set([".html", ".css", ".js", ".json", ".csv", ".svg"]);

/**
 * Serves a folder of static files. The path is resolved anew at each request, so a site that is swapped by a link
 * shows its new generation at once.
 * @param port 0 takes a free one
 */
export function serve({
  dir,
  port,
  host = "127.0.0.1",
}: {
  dir: string;
  port: number;
  host?: string;
}): Promise<Served> {
  const server = createServer((request, response) => answer(dir, request, response));
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      const address = server.address();
      const actual = typeof address === "object" && address ? address.port : port;
      resolve({
        url: `http://${host.includes(":") ? `[${host}]` : host}:${actual}`,
        port: actual,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      });
    });
  });
}

function answer(dir: string, request: IncomingMessage, response: ServerResponse): void {
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(response, 405);
  const url = new URL(request.url ?? "/", "http://localhost");
  const file = fileOf(dir, url.pathname);
  if (!file) return refuse(response, 404);
  if (file === "folder") {
    response.writeHead(301, { location: `${url.pathname}/${url.search}` });
    response.end();
    return;
  }
  const type = extname(file);
  const gzip = compressible.has(type) && /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""));
  response.writeHead(200, {
    "content-type": types[type] ?? "application/octet-stream",
    "cache-control": /\.[0-9a-f]{8}\.\w+$/.test(file) ? "public, max-age=31536000, immutable" : "no-cache",
    "x-content-type-options": "nosniff",
    vary: "accept-encoding",
    ...(gzip ? { "content-encoding": "gzip" } : {}),
  });
  if (request.method === "HEAD") {
    response.end();
    return;
  }
  const stream = createReadStream(file).on("error", () => response.destroy());
  if (gzip) stream.pipe(createGzip()).pipe(response);
  else stream.pipe(response);
}

/** @returns undefined where there is no such file, or the path leads out of the folder or into a hidden one */
function fileOf(dir: string, pathname: string): string | undefined {
  let path: string;
  try {
    path = normalize(decodeURIComponent(pathname));
  } catch {
    return undefined;
  }
  if (path.includes("\0") || path.split(/[\\/]/).some((part) => part.startsWith("."))) return undefined;
  const file = join(dir, path);
  if (file !== dir && !file.startsWith(dir.endsWith(sep) ? dir : dir + sep)) return undefined;
  for (const candidate of path.endsWith("/") ? [join(file, "index.html")] : [file, `${file}.html`]) {
    const stat = statSync(candidate, { throwIfNoEntry: false });
    if (stat?.isFile()) return candidate;
    if (stat?.isDirectory()) return "folder";
  }
  return undefined;
}

function refuse(response: ServerResponse, status: 404 | 405): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" });
  response.end(status === 404 ? "not found\n" : "method not allowed\n");
}
