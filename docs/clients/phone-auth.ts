// Signs a user in and keeps the session, in a browser or in React Native.

/** Stores strings permanently, so that they are still there after a restart of the app. */
export interface Store {
  get(name: string): string | null | Promise<string | null>;
  set(name: string, value: string | null): void | Promise<void>;
}

/** A code was sent: show the field for the code, and "send again" when `secondsToResend()` is 0. */
export interface CodeSent {
  phoneNumber: string;
  challengeId?: string;
  expiresIn: number;
  secondsToResend(): number;
}

/** An error of the service. Branch on `code`; handle an unknown code by its `status`. */
export class Problem extends Error {
  constructor(readonly status: number, readonly body: Record<string, any>) {
    super(body.detail);
  }

  get code(): string | undefined {
    return this.body.code;
  }
}

export interface Challenge {
  algorithm: string;
  challenge: string;
  maxnumber: number;
  salt: string;
  signature: string;
}

export interface Proof {
  kind: string;
  site_key?: string;
  challenge?: Challenge;
}

export class PhoneAuth {
  private sent?: CodeSent;
  private refreshing?: Promise<void>;

  /**
   * @param account such as `https://auth.example.com/api/account/`
   * @param prove makes a client proof, such as `solve` below
   * @param app the name under which the operator has registered the app, so that the phone can fill in the code
   */
  constructor(
    private readonly account: string,
    private readonly store: Store,
    private readonly prove: (proof: Proof) => Promise<string>,
    private readonly app?: string,
  ) {}

  async requestCode(phoneNumber: string, client_proof?: string): Promise<CodeSent> {
    const device = (await this.store.get("device")) ?? undefined;
    try {
      const answer = await this.post("auth/", { phone_number: phoneNumber, app: this.app, device, client_proof });
      return (this.sent = codeSent(phoneNumber, answer.challenge_id, answer.expires_in, answer.resend_in));
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      const { code, proof, code_expires_in, retry_after } = problem.body;
      if (code === "client_proof_required" && !client_proof) return this.requestCode(phoneNumber, await this.prove(proof));
      if (code_expires_in === undefined) throw problem;
      // An SMS was already sent: the user can enter its code.
      const before = this.sent?.phoneNumber === phoneNumber ? this.sent.challengeId : undefined;
      return (this.sent = codeSent(phoneNumber, before, code_expires_in, retry_after));
    }
  }

  async signIn(code: string): Promise<void> {
    if (!this.sent) throw new Error("request a code first");
    const { phoneNumber, challengeId } = this.sent;
    const user = await this.post("code/", { phone_number: phoneNumber, code, challenge_id: challengeId });
    await this.store.set("device", user.device);
    await this.keep(user);
  }

  /**
   * `fetch` for the signed-in user, also for many requests at the same time. If the response is a 401 or 403 `not_authenticated`, the
   * user must sign in again. Call only hosts that may see the access token.
   */
  async fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const access = await this.store.get("access");
    const response = await this.fetchWith(access, url, init);
    if (!access || !(await isUnauthenticated(response))) return response;
    // One request refreshes; the others wait for it and use its token.
    this.refreshing ??= this.refresh(access).finally(() => (this.refreshing = undefined));
    await this.refreshing;
    const renewed = await this.store.get("access");
    return renewed ? this.fetchWith(renewed, url, init) : response;
  }

  /** Keeps the device token, so that the next sign-in has limits of its own. */
  async signOut(): Promise<void> {
    const refresh = await this.store.get("refresh");
    if (refresh) await this.post("logout/", { refresh });
    await this.keep({ access: null, refresh: null });
  }

  private fetchWith(access: string | null, url: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    if (access) headers.set("Authorization", `Bearer ${access}`);
    return fetch(url, { ...init, headers });
  }

  private async refresh(refused: string): Promise<void> {
    await alone(async () => {
      if ((await this.store.get("access")) !== refused) return;
      try {
        await this.keep(await this.post("token/refresh/", { refresh: await this.store.get("refresh") }));
      } catch (problem) {
        // After a 429 or 503 the refresh token is still valid.
        if (!(problem instanceof Problem) || problem.code !== "invalid_refresh_token") throw problem;
        await this.keep({ access: null, refresh: null });
      }
    });
  }

  private async keep(tokens: { access: string | null; refresh: string | null }): Promise<void> {
    await this.store.set("refresh", tokens.refresh);
    await this.store.set("access", tokens.access);
  }

  /** Repeats a request whose response was lost. With the same key it has no second effect. */
  private async post(path: string, body: object): Promise<any> {
    const key = globalThis.crypto?.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
    const headers = { "Content-Type": "application/json", "Idempotency-Key": key };
    const send = () => fetch(this.account + path, { method: "POST", headers, body: JSON.stringify(body) });
    const response = await send().catch(send);
    const json = await response.json().catch(() => ({}));
    if (!response.ok) throw new Problem(response.status, json);
    return json;
  }
}

function codeSent(phoneNumber: string, challengeId: string | undefined, expiresIn: number, resendIn: number): CodeSent {
  const since = performance.now();
  const secondsToResend = () => Math.max(0, Math.ceil(resendIn - (performance.now() - since) / 1000));
  return { phoneNumber, challengeId, expiresIn, secondsToResend };
}

/**
 * By default the service answers 403; the operator can change this to 401. Scripts of another origin can read the header only if
 * the operator exposes it, so the body is read too.
 */
async function isUnauthenticated(response: Response): Promise<boolean> {
  if (response.status === 401 || (response.status === 403 && response.headers.has("WWW-Authenticate"))) return true;
  return response.status === 403 && (await response.clone().json().catch(() => undefined))?.code === "not_authenticated";
}

/** In a browser, does the work in one tab after the other, because the tabs share the tokens. */
async function alone(work: () => Promise<void>): Promise<void> {
  if (globalThis.navigator?.locks) await navigator.locks.request("phone-auth", work);
  else await work();
}

/** Computes a proof of work: at most `maxnumber` hashes. */
export async function solve({ challenge }: Proof, sha256 = sha256OfBrowser): Promise<string> {
  if (!challenge) throw new Error("not a proof of work");
  for (let number = 0; number <= challenge.maxnumber; number++) {
    if (hex(await sha256(challenge.salt + number)) === challenge.challenge) return btoa(JSON.stringify({ ...challenge, number }));
  }
  throw new Error("no solution");
}

async function sha256OfBrowser(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
