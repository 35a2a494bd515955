/** Puts the quick build in the place of Framework's; `quickBuild.ts` itself still gets the real one. */
export function resolve(specifier, context, next) {
  const isBuild = specifier.endsWith("/publish/build.js") && !context.parentURL?.includes("quickBuild");
  return next(isBuild ? new URL("./quickBuild.ts", import.meta.url).href : specifier, context);
}
