import { html } from "htl";
import type { Lang } from "../../playbooks/types.js";

export interface PassphraseOptions {
  /** Whether the browser gives this page cryptography. */
  readonly isAble: boolean;
  /** @returns whether the passphrase opened the data */
  readonly tryOpen: (passphrase: string) => Promise<boolean>;
}

const words = {
  zh: {
    title: "客户数据已加密",
    lead: "输入口令打开。口令不会离开这台电脑；标签页一关，就要重新输入。",
    label: "口令",
    open: "打开",
    opening: "正在打开……",
    wrong: "口令不对，数据没有打开。请再试一次。",
    unable: "这个地址不是 HTTPS，也不是本机，浏览器不提供解密功能。请改用 https:// 开头的地址，或在本机打开。",
  },
  en: {
    title: "Customer data are encrypted",
    lead: "Enter the passphrase to open them. It does not leave this computer, and is asked for again once the tab is closed.",
    label: "Passphrase",
    open: "Open",
    opening: "Opening…",
    wrong: "This passphrase does not open the data. Try again.",
    unable:
      "This address is neither HTTPS nor this machine, so the browser offers no decryption. Use an address that begins with https://, or open the site on the machine itself.",
  },
} as const;

/** The form that stands in for customers until they are opened; where that cannot be, it says why. */
export function passphraseForm(lang: Lang, { isAble, tryOpen }: PassphraseOptions): HTMLElement {
  const say = words[lang];
  if (!isAble)
    return html`<section class="sealed" role="alert">
      <h2>${say.title}</h2>
      <p>${say.unable}</p>
    </section>`;
  const said = html`<p class="late" role="alert"></p>`;
  const input = html`<input
    id="passphrase"
    type="password"
    autocomplete="current-password"
    required
  />` as HTMLInputElement;
  const button = html`<button type="submit">${say.open}</button>` as HTMLButtonElement;
  const form = html`<form class="sealed">
    <h2>${say.title}</h2>
    <p>${say.lead}</p>
    <p><label for="passphrase">${say.label}</label> ${input} ${button}</p>
    ${said}
  </form>`;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void attempt({ input, button, said, say, tryOpen });
  });
  return form;
}

interface Attempt extends Pick<PassphraseOptions, "tryOpen"> {
  readonly input: HTMLInputElement;
  readonly button: HTMLButtonElement;
  readonly said: HTMLElement;
  readonly say: (typeof words)[Lang];
}

async function attempt({ input, button, said, say, tryOpen }: Attempt): Promise<void> {
  button.disabled = true;
  said.textContent = say.opening;
  const isOpen = await tryOpen(input.value);
  button.disabled = false;
  said.textContent = isOpen ? "" : say.wrong;
  if (isOpen) return;
  input.setAttribute("aria-invalid", "true");
  input.select();
}
