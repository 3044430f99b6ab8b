// The docs page: Swagger UI with the API document of this service.

const COMMON = [
  "not_authenticated", "not_acceptable", "request_timeout", "content_too_large", "unsupported_media_type", "internal_error",
  "service_unavailable",
];

const isError = (response, status) => status >= 400;

function isCommon(response) {
  const examples = response.getIn(["content", "application/problem+json", "examples"]);
  return examples !== undefined && examples.keySeq().every((code) => COMMON.includes(code));
}

// An operation shows its own errors in a line each. Those that many operations have, and all examples, are folded away.
const FoldedErrors = ({ React }) => ({
  wrapComponents: {
    responses: (Responses) => (props) => {
      const errors = props.responses.filter(isError);
      const own = props.responses.filterNot(isCommon).map((response, status) =>
        isError(response, status) ? response.delete("content").delete("headers") : response);
      const summary = React.createElement("summary", null, "All errors, with examples: " + errors.keySeq().join(", "));
      return React.createElement(
        React.Fragment, null,
        React.createElement(Responses, { ...props, responses: own }),
        React.createElement("details", { className: "all-errors" }, summary,
          React.createElement(Responses, { ...props, responses: errors, tryItOutResponse: undefined })));
    },
  },
});

// Names for a screen reader, which Swagger UI leaves out
const NAMES = {
  "#servers": "Server",
  ".examples-select-element": "Example",
  ".body-param__text": "Request body",
};
new MutationObserver(() => {
  for (const [selector, name] of Object.entries(NAMES)) {
    document.querySelectorAll(`${selector}:not([aria-label])`).forEach((field) => field.setAttribute("aria-label", name));
  }
}).observe(document.body, { childList: true, subtree: true });

const dark = matchMedia("(prefers-color-scheme: dark)");
const showColors = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", showColors);
showColors();

SwaggerUIBundle({
  // Relative, so that the page also works behind a proxy that offers the service under another path
  url: "../openapi",
  dom_id: "#swagger-ui",
  presets: [SwaggerUIBundle.presets.apis],
  plugins: [FoldedErrors],
  defaultModelsExpandDepth: 0,
  docExpansion: "list",
  // The default has numbers that stand out too little.
  syntaxHighlight: { theme: "tomorrow-night" },
  tryItOutEnabled: true,
  // A token that a person enters is gone with the page, and not kept in the browser.
  persistAuthorization: false,
  validatorUrl: null,
});
