package dev.phoneauth.docs;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Numbers;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** An integrator reads the docs page in a real browser without a token, and tries operations out on it. */
@QuarkusTest
class DocsPageTest {
    private static final String REQUEST_CODE = "#operations-Sign-in-requestCode ";
    private static final String READ_PROFILE = "#operations-Profile-readMyProfile ";

    private final Api api = Api.ofThisService();
    private final String number = Numbers.fresh();

    @TestHTTPResource("/api/account/docs")
    String page;

    private Browser browser;

    @BeforeEach
    void visit() {
        browser = Browser.open();
        browser.visit(page);
    }

    /** The Content-Security-Policy of the page lets it do all that it wants to do. */
    @AfterEach
    void leave() {
        if (browser != null) {
            List<String> messages = browser.console();
            browser.close();
            assertThat(messages, not(hasItem(containsString("Content Security Policy"))));
        }
    }

    @Test
    void page_isOurs() {
        browser.see(".info .title", "phone-auth");
        browser.see(".info .description", "From a number to a profile");
        assertEquals("phone-auth", browser.title());
    }

    @Test
    void page_loadsNothingFromElsewhere() {
        browser.see(REQUEST_CODE, "Request a code");
        assertEquals(
                List.of(),
                browser.evaluate("performance.getEntriesByType('resource').map(resource => resource.name)"
                        + ".filter(url => !url.startsWith(location.origin) && !url.startsWith('data:'))"));
    }

    /** No other site shows it in a frame, and it runs no other script than its own. */
    @Test
    void page_isProtected() {
        Api.ofThisService()
                .request()
                .get("/api/account/docs/")
                .then()
                .header("X-Frame-Options", "DENY")
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header(
                        "Content-Security-Policy",
                        allOf(startsWith("default-src 'none';"), containsString("frame-ancestors 'none'")))
                .header("Content-Security-Policy", not(containsString("unsafe")));
    }

    /** A proxy may offer the service under another path. */
    @Test
    void page_readsTheDocumentThatIsBesideIt() {
        assertThat(
                Api.ofThisService().request().get("/api/account/docs/").asString(),
                allOf(containsString("../openapi"), not(containsString("\"/api/account/openapi"))));
    }

    @Test
    void code_isRequestedByTryItOut() {
        browser.click(REQUEST_CODE + ".opblock-summary-control");
        browser.type(REQUEST_CODE + "textarea", "{\"phone_number\": \"" + number + "\"}");
        execute(REQUEST_CODE, "200", "\"phone_number\": \"" + number + "\"");
    }

    @Test
    void profile_isReadOnceAuthorized() {
        browser.click(READ_PROFILE + ".opblock-summary-control");
        execute(READ_PROFILE, "403", "not_authenticated");
        authorize(api.signIn(number).access());
        execute(READ_PROFILE, "200", "\"phone_number\": \"" + number + "\"");
        assertEquals(0L, browser.evaluate("localStorage.length + sessionStorage.length"));
    }

    private void execute(String operation, String status, String body) {
        browser.click(operation + ".btn.execute");
        browser.see(operation + ".live-responses-table .response .response-col_status", status);
        browser.see(operation + ".live-responses-table .response .response-col_description", body);
    }

    private void authorize(String token) {
        browser.click(".auth-wrapper .btn.authorize");
        browser.type(".auth-container input", token);
        browser.click(".auth-container .btn.authorize");
        browser.click(".auth-container .btn-done");
    }
}
