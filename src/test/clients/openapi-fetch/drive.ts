// Drives openapi-fetch with the types of openapi-typescript: the addresses of the service and of a newer service, and two numbers.
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { paths } from "./generated";

const [service, newer, ada, grace] = process.argv.slice(2);
const anonymous = createClient<paths>({ baseUrl: service });
const as = (access: string) => createClient<paths>({ baseUrl: service, headers: { Authorization: `Bearer ${access}` } });

/** The answer of a call that succeeded. */
async function answer<T>(call: Promise<{ data?: T; error?: unknown }>): Promise<T> {
  const { data, error } = await call;
  assert(data !== undefined, JSON.stringify(error));
  return data;
}

async function signIn(phone_number: string) {
  const sent = await answer(anonymous.POST("/api/account/auth/", { body: { phone_number } }));
  const { messages } = await answer(anonymous.GET("/api/account/inbox/", { params: { query: { phone_number } } }));
  const code = messages[0]?.code;
  assert.equal(code?.length, sent.code_length);
  const body = { phone_number, code: code!, challenge_id: sent.challenge_id };
  return answer(anonymous.POST("/api/account/code/", { body }));
}

const user = await signIn(ada);
const profile = await answer(as(user.access).GET("/api/account/profile/"));
assert.deepEqual([user.is_new_user, profile.phone_number, profile.display_name], [true, ada, null]);

const invited = as((await signIn(grace)).access);
await answer(invited.POST("/api/account/activation_code/", { body: { code: profile.invite_code } }));

const tokens = await answer(anonymous.POST("/api/account/token/refresh/", { body: { refresh: user.refresh } }));
const client = as(tokens.access);
assert.deepEqual((await answer(client.GET("/api/account/profile/"))).invited_users, [grace]);
assert.equal((await answer(client.GET("/api/account/profile/invited_users/"))).items[0]?.phone_number, grace);
assert.deepEqual((await answer(client.GET("/api/account/sessions/"))).items.map((session) => session.current), [true]);

const rename = (display_name: string | null) => answer(client.PATCH("/api/account/profile/", { body: { display_name } }));
assert.equal((await rename("Ada")).display_name, "Ada");
assert.equal((await rename("")).display_name, null);

const later = createClient<paths>({ baseUrl: newer });
const path = { challenge_id: "any" };
assert.equal((await answer(later.GET("/api/account/auth/{challenge_id}/", { params: { path } }))).delivery, "read_by_user");
const { error } = await later.POST("/api/account/auth/", { body: { phone_number: ada } });
assert.deepEqual([error?.code, error?.limit, error?.retry_after], ["moon_phase", "moon", 7]);

await answer(client.DELETE("/api/account/profile/"));
assert.equal((await client.GET("/api/account/profile/")).error?.code, "not_authenticated");
