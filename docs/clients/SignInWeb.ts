// A sign-in form for a web page:
//   <form id="sign-in">
//     <label>Phone number <input name="number" type="tel" autocomplete="tel" required></label>
//     <label hidden>Code <input name="code" inputmode="numeric" autocomplete="one-time-code"></label>
//     <button>Next</button> <button type="button" name="again" hidden></button>
//     <p role="alert"></p>
//   </form>
import { PhoneAuth, Problem, solve, type CodeSent, type Store } from "./phone-auth";

/** Every script of the page can read `localStorage`: serve it with a Content-Security-Policy that allows only your scripts. */
const store: Store = {
  get: (name) => localStorage.getItem(name),
  set: (name, value) => (value === null ? localStorage.removeItem(name) : localStorage.setItem(name, value)),
};

/** @param app the name under which the operator has registered the page (`PHONE_AUTH_SMS_APPS=web=@example.com`), such as `web` */
export function showSignIn(account: string, form: HTMLFormElement, signedIn: (auth: PhoneAuth) => void, app?: string): void {
  const auth = new PhoneAuth(account, store, solve, app);
  const { number, code, again } = form.elements as unknown as Record<"number" | "code", HTMLInputElement> & { again: HTMLButtonElement };
  let sent: CodeSent | undefined;
  let waiting = new AbortController();

  async function send() {
    sent = await auth.requestCode(number.value);
    code.closest("label")!.hidden = again.hidden = false;
    code.required = true;
    code.focus();
    waiting.abort();
    waiting = new AbortController();
    void codeFromSms(waiting.signal).then((text) => {
      code.value = text;
      form.requestSubmit();
    }, () => {});
  }

  async function submit() {
    if (!sent || sent.phoneNumber !== number.value) return send();
    waiting.abort();
    await auth.signIn(code.value);
    clearInterval(countdown);
    signedIn(auth);
  }

  /** Runs an action and shows the user what went wrong. */
  const attempt = (what: () => Promise<void>) => what().then(() => tell(""), (error) => tell(sentence(error)));
  const tell = (text: string) => (form.querySelector("[role=alert]")!.textContent = text);

  const countdown = setInterval(() => {
    const seconds = sent?.secondsToResend() ?? 0;
    again.disabled = seconds > 0;
    again.textContent = seconds > 0 ? `Send again in ${seconds} s` : "Send again";
  }, 500);
  again.onclick = () => attempt(send);
  form.onsubmit = (event) => {
    event.preventDefault();
    void attempt(submit);
  };
}

/** WebOTP (Chrome on Android) reads the code if the SMS ends with `@host #code`, for which it needs `app`. */
async function codeFromSms(signal: AbortSignal): Promise<string> {
  if (!("OTPCredential" in globalThis)) throw new Error("not supported");
  const credential = await navigator.credentials.get({ otp: { transport: ["sms"] }, signal } as CredentialRequestOptions);
  return (credential as unknown as { code: string }).code;
}

function sentence(error: unknown): string {
  if (!(error instanceof Problem)) return "The service cannot be reached. Please try again.";
  switch (error.code) {
    case "invalid_phone_number": return "Please check the number. It starts with + and the country code.";
    case "invalid_code": return "This code is not right. Please check it, or send a new one.";
    case "too_many_requests": return `Please wait ${error.body.retry_after} seconds.`;
    default: return error.status >= 500 ? "Please try again in a moment." : error.message;
  }
}
