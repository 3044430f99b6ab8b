// Drives docs/clients/phone-auth.ts, against a service that answers 403 and one that answers 401 and asks for client proofs.
import assert from "node:assert/strict";
import { PhoneAuth, Problem, solve } from "../docs/phone-auth";

const [service, strict, ...numbers] = process.argv.slice(2);

async function drive(url: string, number: string, unauthenticated: number) {
  const texts = new Map<string, string>();
  const store = {
    get: (name: string) => texts.get(name) ?? null,
    set: (name: string, value: string | null) => void (value === null ? texts.delete(name) : texts.set(name, value)),
  };
  const api = `${url}/api/account/`;
  const auth = new PhoneAuth(api, store, solve);
  const status = async () => (await auth.fetch(`${api}profile/`)).status;

  assert((await auth.requestCode(number)).secondsToResend() > 50);
  const again = await auth.requestCode(number);
  assert(again.challengeId && again.expiresIn > 0 && again.secondsToResend() > 0);
  await assert.rejects(auth.signIn("wrong"), (error) => error instanceof Problem && error.code === "invalid_code");
  const inbox = await (await fetch(`${api}inbox/?phone_number=${encodeURIComponent(number)}`)).json();
  await auth.signIn(inbox.messages[0].code);
  assert.equal(await status(), 200);

  const refreshes = countRefreshes();
  store.set("access", "expired");
  assert.deepEqual(await Promise.all(Array.from({ length: 8 }, status)), Array(8).fill(200));
  assert.equal(refreshes(), 1);

  await auth.signOut();
  assert.equal(await status(), unauthenticated);
  assert.deepEqual([...texts.keys()], ["device"]);
}

function countRefreshes(): () => number {
  let count = 0;
  const plain = globalThis.fetch;
  globalThis.fetch = (url, init) => {
    if (String(url).endsWith("token/refresh/")) count++;
    return plain(url, init);
  };
  return () => count;
}

await drive(service, numbers[0], 403);
await drive(strict, numbers[1], 401);
