// Drives the client of openapi-generator: the addresses of the service and of a newer service, and two numbers.
import assert from "node:assert/strict";
import {
  Configuration, InvitationsApi, ProblemFromJSON, ProfileApi, ResponseError, SessionsApi, SignInApi, TestingApi,
} from "./generated/index";

const [service, newer, ada, grace] = process.argv.slice(2);
const anonymous = new Configuration({ basePath: service });
const as = (access: string) => new Configuration({ basePath: service, accessToken: access });

async function signIn(phoneNumber: string) {
  const signIns = new SignInApi(anonymous);
  const sent = await signIns.requestCode({ authRequest: { phoneNumber } });
  const { messages } = await new TestingApi(anonymous).readInbox({ phoneNumber });
  const code = messages[0]?.code;
  assert.equal(code?.length, sent.codeLength);
  return signIns.redeemCode({ codeRequest: { phoneNumber, code: code!, challengeId: sent.challengeId } });
}

async function problem(call: Promise<unknown>) {
  const error = await call.then(() => assert.fail("no problem"), (failure) => failure);
  assert(error instanceof ResponseError, error);
  return ProblemFromJSON(await error.response.json());
}

const user = await signIn(ada);
const profile = await new ProfileApi(as(user.access)).readMyProfile();
assert.deepEqual([user.isNewUser, profile.phoneNumber, profile.displayName], [true, ada, null]);

const invited = new InvitationsApi(as((await signIn(grace)).access));
await invited.enterInviteCode({ activationRequest: { code: profile.inviteCode } });

const tokens = await new SessionsApi(anonymous).refreshTokens({ refreshRequest: { refresh: user.refresh } });
const profiles = new ProfileApi(as(tokens.access));
assert.deepEqual((await profiles.readMyProfile()).invitedUsers, [grace]);
const page = await new InvitationsApi(as(tokens.access)).listInvitedUsers();
assert.equal(page.items[0]?.phoneNumber, grace);
const sessions = await new SessionsApi(as(tokens.access)).listSessions();
assert.deepEqual(sessions.items.map((session) => session.current), [true]);

assert.equal((await profiles.changeMyProfile({ profileChange: { displayName: "Ada" } })).displayName, "Ada");
assert.equal((await profiles.changeMyProfile({ profileChange: { displayName: "" } })).displayName, null);

const later = new SignInApi(new Configuration({ basePath: newer }));
assert.equal((await later.readDelivery({ challengeId: "any" })).delivery, "read_by_user");
const unknown = await problem(later.requestCode({ authRequest: { phoneNumber: ada } }));
assert.deepEqual([unknown.code, unknown.limit, unknown.retryAfter], ["moon_phase", "moon", 7]);

await profiles.deleteMe();
assert.equal((await problem(profiles.readMyProfile())).code, "not_authenticated");
