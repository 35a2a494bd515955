import type { Lang } from "../../playbooks/types.js";
import { deriveKey, fromBase64, isEnvelope, toBase64, unseal, type Envelope } from "../../sealed/envelope.js";
import { passphraseForm } from "./passphraseForm.js";

/** A file as Framework hands it to a page. */
export interface DataFile {
  json(): Promise<unknown>;
}

type Key = Uint8Array<ArrayBuffer>;

/** A page that reads several sealed files asks once. */
let asking: Promise<Key> | undefined;

/** A data file of the site, opened where it is sealed: by the key of this session, else by the passphrase it asks for. */
export async function readData<T>(file: DataFile, lang: Lang): Promise<T> {
  return openData<T>(await file.json(), lang);
}

/** What a file holds: itself, or what is sealed in it. */
export async function openData<T>(content: unknown, lang: Lang): Promise<T> {
  if (!isEnvelope(content)) return content as T;
  const known = keptKey(content.salt);
  const text = known && (await unseal(content, known).catch(() => undefined));
  if (text !== undefined) return JSON.parse(text) as T;
  asking ??= askFor(content, lang).finally(() => (asking = undefined));
  return JSON.parse(await unseal(content, await asking)) as T;
}

/** Asks until the passphrase opens the file; the key derived from it is kept until the tab is closed. */
function askFor(envelope: Envelope, lang: Lang): Promise<Key> {
  return new Promise((resolve) => {
    const form = passphraseForm(lang, {
      // a page from elsewhere than HTTPS or this machine has no cryptography
      isAble: globalThis.crypto?.subtle !== undefined,
      tryOpen: async (passphrase) => {
        const key = await deriveKey(passphrase, fromBase64(envelope.salt));
        const isRight = await unseal(envelope, key).then(
          () => true,
          () => false,
        );
        if (!isRight) return false;
        keepKey(envelope.salt, key);
        form.remove();
        resolve(key);
        return true;
      },
    });
    (document.querySelector("main") ?? document.body).prepend(form);
    form.querySelector("input")?.focus();
  });
}

const storedAs = (salt: string): string => `holdfast-key-${salt}`;

function keptKey(salt: string): Key | undefined {
  try {
    const kept = sessionStorage.getItem(storedAs(salt));
    return kept && globalThis.crypto?.subtle ? fromBase64(kept) : undefined;
  } catch {
    return undefined;
  }
}

function keepKey(salt: string, key: Key): void {
  try {
    sessionStorage.setItem(storedAs(salt), toBase64(key));
  } catch {
    // without storage the next page asks again
  }
}
