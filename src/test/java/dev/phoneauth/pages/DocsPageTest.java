package dev.phoneauth.pages;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Numbers;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** An integrator reads the docs page in a real browser without a token, and tries operations out on it. */
@QuarkusTest
class DocsPageTest {
    private static final String REQUEST_CODE = "#operations-Sign-in-requestCode ";
    private static final String READ_PROFILE = "#operations-Profile-readMyProfile ";
    private static final String DELETE_ME = "#operations-Profile-deleteMe ";

    private final Api api = Api.ofThisService();
    private final String number = Numbers.fresh();

    @TestHTTPResource("/api/account/docs/")
    String page;

    private Browser browser;

    @BeforeEach
    void visit() {
        browser = Browser.open();
        browser.visit(page);
    }

    @AfterEach
    void leave() {
        if (browser != null) {
            browser.close();
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
                Api.ofThisService().request().get("/api/account/docs/docs.js").asString(),
                containsString("url: \"../openapi\""));
    }

    /** All that the browser has received, with headers, compressed as it came. */
    @Test
    void firstView_isSmall() {
        browser.see(REQUEST_CODE, "Request a code");
        assertThat(
                (Long) browser.evaluate(
                        "performance.getEntries().reduce((sum, entry) => sum + (entry.transferSize ?? 0), 0)"),
                allOf(greaterThan(300_000L), lessThan(500_000L)));
    }

    @ParameterizedTest
    @CsvSource({"390, light", "390, dark", "1280, light", "1280, dark"})
    void page_isAccessible(int width, String scheme) {
        browser.resize(width).prefer(scheme).visit(page);
        for (String operation : List.of(REQUEST_CODE, READ_PROFILE, DELETE_ME)) {
            browser.click(operation + ".opblock-summary-control");
            browser.click(operation + ".all-errors summary");
        }
        browser.see(DELETE_ME + ".all-errors", "internal_error");
        assertEquals(List.of(), browser.seriousFindings());
        assertThat(browser.contentWidth(), lessThanOrEqualTo((long) width));
    }

    /** What is opened fits two screens of a desk, or three of a phone. */
    @ParameterizedTest
    @CsvSource({"390, 3", "1280, 2"})
    void openedOperation_fitsTheScreen(int width, int screens) {
        browser.resize(width).visit(page);
        browser.see(REQUEST_CODE, "Request a code");
        browser.evaluate(
                "document.querySelectorAll('.opblock-summary-control').forEach(operation => operation.click())");
        browser.see(DELETE_ME + ".responses-wrapper", "recent_sign_in_required");
        assertEquals(
                List.of(),
                browser.evaluate("[...document.querySelectorAll('.opblock')]"
                        + ".filter(operation => operation.offsetHeight > innerHeight * " + screens + ")"
                        + ".map(operation => operation.id + ' ' + operation.offsetHeight)"));
    }

    @Test
    void errorsOfManyOperations_areFoldedAway() {
        browser.click(REQUEST_CODE + ".opblock-summary-control");
        browser.see(REQUEST_CODE + "tr[data-code='429']", "too_many_requests");
        browser.see(REQUEST_CODE + ".all-errors summary", "400, 403, 406, 408, 413, 415, 429, 500, 503");
        assertEquals(
                List.of("200", "400", "403", "429", "503"),
                browser.evaluate("[...document.querySelectorAll('" + REQUEST_CODE + "tr.response')]"
                        + ".filter(row => row.checkVisibility()).map(row => row.dataset.code)"));
    }

    @Test
    void page_isUsedByKeyboard() {
        browser.see(REQUEST_CODE, "Request a code");
        browser.tabTo(REQUEST_CODE + ".opblock-summary-control");
        browser.press(Keys.ENTER);
        browser.see(REQUEST_CODE + ".opblock-description", "Sends an SMS");
        browser.tabTo(REQUEST_CODE + ".btn.execute");
        browser.tabTo(REQUEST_CODE + ".all-errors summary");
        browser.press(Keys.SPACE);
        browser.see(REQUEST_CODE + ".all-errors tr[data-code='406']", "not_acceptable");
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
