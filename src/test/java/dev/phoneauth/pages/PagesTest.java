package dev.phoneauth.pages;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Wire;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.phoneauth.testsupport.Problems.isProblem;
import static dev.phoneauth.testsupport.Wire.head;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

/** How pages and their files are served, and where a browser is led. */
@QuarkusTest
class PagesTest {
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private final Api api = Api.ofThisService();

    @TestHTTPResource
    URI service;

    @ParameterizedTest
    @CsvSource({
        "/,                 api/account/docs/",
        "/api/account,      account/docs/",
        "/api/account/,     docs/",
        "/api/account/docs, docs/",
        "/api/account/demo, demo/"
    })
    void browser_isLedToThePage(String path, String location) {
        get(path, BROWSER).statusCode(302).header("Location", location);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/account", "/api/account/"})
    void otherClient_isNotLedAnywhere(String path) {
        get(path, "*/*").spec(isProblem(404, "not_found"));
        get(path, "application/json").spec(isProblem(404, "not_found"));
        api.request().accept(BROWSER).post(path).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({
        "docs/,                     text/html",
        "docs/docs.css,             text/css",
        "docs/docs.js,              text/javascript",
        "docs/icon.svg,             image/svg+xml",
        "docs/swagger-ui-bundle.js, text/javascript",
        "demo/,                     text/html",
        "demo/demo.js,              text/javascript",
        "openapi,                   application/yaml"
    })
    void file_isCompressedAndCached(String path, String type) {
        String etag = page(path, "gzip")
                .statusCode(200)
                .contentType(startsWith(type))
                .header("Content-Encoding", "gzip")
                .header("Vary", containsString("Accept-Encoding"))
                .header("Cache-Control", "public, max-age=600")
                .header("X-Content-Type-Options", "nosniff")
                .extract()
                .header("ETag");
        api.request()
                .header("If-None-Match", etag)
                .get("/api/account/" + path)
                .then()
                .statusCode(304)
                .body(equalTo(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "br", "gzip;q=0"})
    void file_isSentAsItIsToAClientWithoutGzip(String accepted) {
        Wire.to(service.getPort())
                .send(head("GET /api/account/demo/demo.js", "Accept-Encoding: " + accepted))
                .then()
                .statusCode(200)
                .header("Content-Encoding", nullValue())
                .body(startsWith("// Signs in by the API"));
    }

    @Test
    void otherMethodOrFile_isRefused() {
        api.request().post("/api/account/docs/").then().spec(isProblem(405, "method_not_allowed"));
        api.request().get("/api/account/docs/none.js").then().spec(isProblem(404, "not_found"));
        api.request().head("/api/account/docs/").then().statusCode(200);
    }

    /** No script in the page itself, none from elsewhere, and no frame. */
    @Test
    void demoPage_isProtected() {
        page("demo/", "gzip")
                .header("X-Frame-Options", "DENY")
                .header("Referrer-Policy", "no-referrer")
                .header("Content-Security-Policy", startsWith("default-src 'none'; script-src 'self';"))
                .header("Content-Security-Policy", not(containsString("unsafe")));
    }

    @ParameterizedTest
    @CsvSource({
        "invalid_code,  ../docs/page.css,    ../problems/",
        "invalid_code/, ../../docs/page.css, ../../problems/"
    })
    void problem_isReadableInABrowser(String path, String style, String index) {
        get("/api/account/problems/" + path, BROWSER)
                .statusCode(200)
                .contentType(startsWith("text/html"))
                .header("Content-Security-Policy", startsWith("default-src 'none'"))
                .body(allOf(
                        containsString("<h1>The code is not valid</h1>"),
                        containsString("href=\"" + style + "\""),
                        containsString("href=\"" + index + "\"")));
        get("/api/account/problems/" + path, "*/*")
                .contentType("application/json")
                .body("code", equalTo("invalid_code"));
    }

    @Test
    void problems_areListed() {
        get("/api/account/problems/", BROWSER)
                .contentType(startsWith("text/html"))
                .body(containsString("<a href=\"../problems/invalid_code\">invalid_code</a>"));
        get("/api/account/problems", "*/*").contentType("application/json").body("items.code", hasItem("invalid_code"));
        get("/api/account/problems/none", BROWSER).spec(isProblem(404, "not_found"));
    }

    private ValidatableResponse page(String path, String encoding) {
        return api.request()
                .header("Accept-Encoding", encoding)
                .get("/api/account/" + path)
                .then()
                .header("ETag", matchesPattern("\"[0-9a-f]{40}\""));
    }

    private ValidatableResponse get(String path, String accept) {
        return api.request().accept(accept).redirects().follow(false).get(path).then();
    }
}
