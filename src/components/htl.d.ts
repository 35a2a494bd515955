declare module "htl" {
  interface Tag<One extends Node> {
    (strings: TemplateStringsArray, ...values: unknown[]): One;
    fragment(strings: TemplateStringsArray, ...values: unknown[]): DocumentFragment;
  }
  export const html: Tag<HTMLElement>;
  export const svg: Tag<SVGElement>;
}
