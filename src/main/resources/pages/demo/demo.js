// Signs in by the API as any client would. The tokens are kept in memory: a page that is reloaded is signed out.

const $ = (id) => document.getElementById(id);
const api = new URL("../", location.href);
const NO_CONNECTION = { title: "No connection", detail: "The service does not answer. Try again." };

let number; // as the service spells it
let challenge; // of the newest SMS
let tokens;
let refreshing; // one refresh at a time, for all requests that wait for it
let countdown;

class Problem extends Error {
  constructor(body) {
    super(body.detail);
    this.body = body;
  }
}

async function send(method, path, body) {
  const headers = { Accept: "application/json" };
  if (body) headers["Content-Type"] = "application/json";
  if (tokens) headers.Authorization = `Bearer ${tokens.access}`;
  const answer = await fetch(new URL(path, api), { method, headers, body: body && JSON.stringify(body) })
    .then(async (response) => ({ ok: response.ok, body: await response.json() }))
    .catch(() => ({ ok: false, body: NO_CONNECTION }));
  if (!answer.ok) throw new Problem(answer.body);
  return answer.body;
}

// For the signed-in user: an expired access token is refreshed once.
async function call(method, path, body) {
  try {
    return await send(method, path, body);
  } catch (problem) {
    if (problem.body?.code !== "not_authenticated") throw problem;
    refreshing ??= send("POST", "token/refresh/", { refresh: tokens.refresh }).finally(() => (refreshing = null));
    tokens = await refreshing;
    return send(method, path, body);
  }
}

// The device token gives no access, and the page needs it after a sign-out. So the browser may store it.
const device = {
  read: () => localStorage.getItem(`device ${number}`) ?? undefined,
  keep: (token) => localStorage.setItem(`device ${number}`, token),
};

async function requestCode(clientProof) {
  try {
    const sent = await send("POST", "auth/", { phone_number: number, device: device.read(), client_proof: clientProof });
    number = sent.phone_number;
    challenge = sent.challenge_id;
    say(`A code was sent to ${number}.`);
    await askForCode(sent.resend_in);
  } catch (problem) {
    if (problem.body?.code === "client_proof_required" && !clientProof) return requestCode(await prove(problem.body.proof));
    if (problem.body?.code_expires_in) await askForCode(problem.body.retry_after);
    throw problem;
  }
}

// A proof of work: the number whose SHA-256 after the salt is the challenge. In slices, between which the page stays alive.
async function prove({ kind, challenge: puzzle }) {
  if (kind !== "altcha") throw new Problem({ title: "Proof not supported", detail: `This page cannot make a proof of the kind ${kind}.` });
  if (!crypto.subtle) throw new Problem({ title: "No proof possible", detail: "Open this page with HTTPS or on localhost." });
  const { maxnumber, ...solution } = puzzle;
  const slice = 500;
  for (let from = 0; from <= maxnumber; from += slice) {
    if (from % 5000 === 0) say(`Computing a proof of work: ${Math.round((100 * from) / maxnumber)} %`);
    const tried = Array.from({ length: slice }, (_, i) => from + i);
    const hashes = await Promise.all(tried.map((candidate) => sha256(puzzle.salt + candidate)));
    const found = hashes.indexOf(puzzle.challenge);
    if (found >= 0) return btoa(JSON.stringify({ ...solution, number: from + found }));
    await new Promise((resolve) => setTimeout(resolve));
  }
  throw new Problem({ title: "No proof found", detail: "Send the number again." });
}

async function sha256(text) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function askForCode(resendIn) {
  show("code-form");
  $("sent-to").textContent = number;
  $("code").value = "";
  $("code").focus();
  countDown(resendIn);
  const { messages } = await send("GET", `inbox/?${new URLSearchParams({ phone_number: number })}`);
  $("inbox").hidden = messages.length === 0;
  $("sms").textContent = messages[0]?.text;
  $("use-code").value = messages[0]?.code;
}

function countDown(seconds) {
  clearInterval(countdown);
  const end = Date.now() + seconds * 1000;
  const tick = () => {
    const left = Math.ceil((end - Date.now()) / 1000);
    $("again").disabled = left > 0;
    $("again").textContent = left > 0 ? `Send again in ${left} s` : "Send again";
    if (left <= 0) clearInterval(countdown);
  };
  countdown = setInterval(tick, 1000);
  tick();
}

async function redeem() {
  const signedIn = await send("POST", "code/", { phone_number: number, code: $("code").value, challenge_id: challenge });
  tokens = signedIn;
  device.keep(signedIn.device);
  show("account");
  $("profile-title").focus();
  say(signedIn.is_new_user ? "Welcome! You are a new user." : "Welcome back!");
  await showAccount();
}

async function showAccount() {
  const [profile, sessions] = await Promise.all([call("GET", "profile/"), call("GET", "sessions/")]);
  $("display-name").textContent = profile.display_name ?? "none yet";
  $("phone-number").textContent = profile.phone_number;
  $("invite-code").textContent = profile.invite_code;
  $("activation-code").textContent = profile.activation_code ?? "none yet";
  $("invited").textContent = profile.invited_users.join(", ") || "none yet";
  $("invite-form").hidden = profile.activation_code !== null;
  $("sessions").replaceChildren(...sessions.items.map(sessionItem));
}

function sessionItem(session) {
  const item = document.createElement("li");
  const since = new Date(session.created_at).toLocaleString();
  item.append(`${session.device ?? "Unknown device"}, ${session.network ?? "unknown network"}, since ${since} `);
  item.append(session.current ? "(this one)" : endButton(session, since));
  return item;
}

function endButton(session, since) {
  const button = document.createElement("button");
  button.textContent = "End";
  button.setAttribute("aria-label", `End the session since ${since}`);
  button.addEventListener("click", () => run(button, async () => {
    await call("DELETE", `sessions/${session.id}/`);
    say("The session has ended.");
    await showAccount();
    $("sessions-title").focus();
  }));
  return button;
}

async function signOut() {
  await send("POST", "logout/", { refresh: tokens.refresh });
  tokens = undefined;
  say("You are signed out.");
  askForNumber();
}

function askForNumber() {
  show("number-form");
  $("number").focus();
}

function show(step) {
  for (const id of ["number-form", "code-form", "account"]) $(id).hidden = id !== step;
}

function say(text) {
  $("status").textContent = text;
}

function explain({ title, detail, retry_after: wait }) {
  say("");
  $("problem").textContent = `${title}. ${detail.replace(/\.$/, "")}.${wait ? ` Try again in ${wait} s.` : ""}`;
}

// Runs what a button does, once at a time. Without a session there is only one way: to sign in again.
async function run(button, action) {
  if (button.getAttribute("aria-busy")) return;
  button.setAttribute("aria-busy", "true");
  $("problem").textContent = "";
  try {
    await action();
  } catch (problem) {
    explain(problem.body ?? { title: "This page failed", detail: problem.message });
    if (["not_authenticated", "invalid_refresh_token"].includes(problem.body?.code)) {
      tokens = undefined;
      askForNumber();
    }
  } finally {
    button.removeAttribute("aria-busy");
  }
}

function onSubmit(form, action) {
  $(form).addEventListener("submit", (event) => {
    event.preventDefault();
    const field = $(form).querySelector("input");
    run(event.submitter ?? $(form), () => action(field.value)).then(() => {
      if (!$(form).hidden && $("problem").textContent) field.focus();
    });
  });
}

const onClick = (id, action) => $(id).addEventListener("click", () => run($(id), action));

onSubmit("number-form", (typed) => {
  number = typed;
  challenge = undefined;
  return requestCode();
});
onSubmit("code-form", redeem);
onSubmit("name-form", async (name) => {
  await call("PATCH", "profile/", { display_name: name.trim() || null });
  say("The name is saved.");
  await showAccount();
});
onSubmit("invite-form", async (code) => {
  await call("POST", "activation_code/", { code });
  say("The invite code was accepted.");
  await showAccount();
  $("profile-title").focus();
});
onClick("again", () => requestCode());
onClick("other", async () => askForNumber());
onClick("use-code", async () => {
  $("code").value = $("use-code").value;
  $("code").focus();
});
onClick("sign-out", signOut);
$("number").focus();
