// Makes a Postman collection of the API document and sends its requests, all but `reset`, to a service: the document, the
// address of the service, and three numbers.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import newman from "newman";
import converter from "openapi-to-postmanv2";

const [document, service, ada, grace, graceLater] = process.argv.slice(2);
const API = "/api/account/";
const challenge_id = "{{challenge_id}}";
const refresh = "{{refresh}}";

/** A request, what it sends instead of the examples, what to keep of its response, and the status if it is not 200. */
const step = (request, send = {}, keep = {}, status = 200) => ({ request, send, keep, status });
const requestCode = (request, phone_number) => [
  step(request, { phone_number }, { challenge_id: "challenge_id" }),
  step(`GET ${API}inbox/`, { phone_number: encodeURIComponent(phone_number) }, { code: "messages[0].code" }),
];
const redeem = (phone_number) => ({ phone_number, code: "{{code}}", challenge_id });
const signIn = (number) => [
  ...requestCode(`POST ${API}auth/`, number),
  step(`POST ${API}code/`, redeem(number), { bearerToken: "access", refresh: "refresh" }),
];

const steps = [
  ...signIn(ada),
  step(`GET ${API}auth/:challenge_id/`, { challenge_id }),
  step(`GET ${API}profile/`, {}, { invite_code: "invite_code" }),
  step(`GET ${API}sessions/`, {}, { session: "items[0].id" }),
  step(`DELETE ${API}sessions/:id/`, { id: "{{session}}" }),
  step(`POST ${API}logout/`, { refresh }),
  ...signIn(grace),
  step(`POST ${API}activation_code/`, { code: "{{invite_code}}" }),
  step(`GET ${API}profile/`, {}, { id: "id" }),
  step(`GET ${API}profile/:id/`, { id: "{{id}}" }),
  step(`GET ${API}profile/invited_users/`),
  step(`PATCH ${API}profile/`),
  step(`POST ${API}token/refresh/`, { refresh }, { bearerToken: "access" }),
  step(`DELETE ${API}sessions/`),
  ...requestCode(`POST ${API}phone/`, graceLater),
  step(`POST ${API}phone/confirm/`, redeem(graceLater)),
  step(`DELETE ${API}profile/`),
  step(`GET ${API}problems/`),
  step(`GET ${API}problems/:code/`),
  step("GET /.well-known/jwks.json"),
  step("GET /.well-known/openid-configuration"),
  // No gateway that reports is configured.
  ...["POST webhook", "POST twilio", "POST vonage", "GET vonage"].map((report) => step(report.replace(" ", ` ${API}delivery/`) + "/", {}, {}, 404)),
];

function requestsOf(items) {
  return items.flatMap((item) => item.item ? requestsOf(item.item) : item);
}

const nameOf = ({ request }) => `${request.method} /${request.url.path.join("/")}`;

/** The request of the collection with the values of a step, and a test of its response. */
function prepared(requests, { request, send, keep, status }) {
  const item = structuredClone(requests.find((candidate) => nameOf(candidate) === request));
  const { url, body } = item.request;
  url.query = url.query.filter(({ key }) => key in send);
  for (const parameter of [...url.variable, ...url.query]) parameter.value = send[parameter.key] ?? parameter.value;
  if (body?.options?.raw.language === "json") body.raw = JSON.stringify({ ...JSON.parse(body.raw), ...send });
  const kept = Object.entries(keep).map(([name, path]) => `pm.collectionVariables.set("${name}", pm.response.json().${path});`);
  const test = `pm.test("${request}", () => pm.response.to.have.status(${status}));`;
  return { ...item, event: [{ listen: "test", script: { exec: [test, ...kept] } }] };
}

const data = readFileSync(document, "utf8");
const options = { requestParametersResolution: "Example", folderStrategy: "Tags" };
converter.convert({ type: "string", data }, options, (error, result) => {
  assert(!error && result.result, error ?? result.reason);
  const collection = result.output[0].data;
  const requests = requestsOf(collection.item);
  const used = new Set(steps.map(({ request }) => request));
  assert.deepEqual(requests.map(nameOf).filter((name) => !used.has(name)), [`GET ${API}reset/`]);
  collection.item = steps.map((each) => prepared(requests, each));
  const variables = [{ key: "baseUrl", value: service }];
  newman.run({ collection, envVar: variables, reporters: "cli" },
    (failure, summary) => process.exit(failure || summary.run.failures.length ? 1 : 0));
});
