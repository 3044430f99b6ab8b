package dev.phoneauth.pages;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Service;
import dev.phoneauth.testsupport.Stores;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** A person signs in on the demo page, in a real browser, to the packaged service. */
class DemoPageIT {
    private static Stores stores;
    private static Service service;

    private final String number = Numbers.fresh();
    private Browser browser;

    @BeforeAll
    static void start() {
        stores = Stores.start();
        service = Service.start(stores);
    }

    @AfterAll
    static void stop() {
        service.close();
        stores.close();
    }

    @BeforeEach
    void open() {
        browser = Browser.open();
    }

    @AfterEach
    void leave() {
        if (browser != null) {
            browser.close();
        }
    }

    /** From step to step the focus moves along, so that a person who types or listens goes on at once. */
    @ParameterizedTest
    @CsvSource({"390, dark", "390, light", "1280, dark", "1280, light"})
    void person_signsInAndOut(int width, String scheme) {
        browser.resize(width).prefer(scheme).visit(demo(service));
        submit("number", "12");
        browser.see("#problem", "Not a phone number");
        assertStepIsGood("number", width);
        submit("number", number);
        browser.see("#sms", "is your phone-auth code");
        browser.see("#again", "Send again in ");
        submit("code", "1");
        browser.see("#problem", "The code is not valid");
        assertStepIsGood("code", width);
        submit("code", service.api().codeSentTo(number));
        browser.see("#phone-number", number);
        browser.see("#status", "Welcome! You are a new user.");
        assertStepIsGood("profile-title", width);
        browser.click("#sign-out");
        browser.see("#status", "You are signed out.");
        browser.seeFocusOn("number");
    }

    @Test
    void person_changesTheAccount() {
        Api.Tokens inviter = service.api().signIn(Numbers.fresh());
        Api.Tokens otherPhone = service.api().signIn(number);
        signIn();
        browser.see("#status", "Welcome back!");
        submit("name", "Ada");
        browser.see("#display-name", "Ada");
        submit("invite", service.api().inviteCodeOf(inviter));
        browser.see("#activation-code", service.api().inviteCodeOf(inviter));
        browser.click("#sessions button");
        browser.see("#status", "The session has ended.");
        service.api().profile(otherPhone).then().statusCode(403);
        submit("name", " ");
        browser.see("#display-name", "none yet");
    }

    /** Only the device token stays in the browser; it opens nothing by itself. */
    @Test
    void tokens_areNotStored() {
        signIn();
        assertEquals(
                List.of("device " + number), browser.evaluate("Object.keys({...localStorage, ...sessionStorage})"));
        browser.visit(demo(service));
        browser.seeFocusOn("number");
    }

    @Test
    void codeOnItsWay_canBeEntered() {
        service.api().requestCode(number).then().statusCode(200);
        browser.visit(demo(service));
        submit("number", number);
        browser.see("#problem", "Too many requests");
        browser.see("#problem", "Try again in ");
        browser.seeFocusOn("code");
        submit("code", service.api().codeSentTo(number));
        browser.see("#phone-number", number);
    }

    @Test
    void clientProof_isSolved() {
        Map<String, String> always = Map.of("QUARKUS_PROFILE", "demo", "PHONE_AUTH_GUARD_CLIENT_PROOF", "always");
        try (Service suspicious = Service.start(stores, always)) {
            browser.visit(demo(suspicious));
            submit("number", number);
            browser.see("#sms", "is your phone-auth code");
            browser.click("#use-code");
            browser.press(Keys.ENTER);
            browser.see("#phone-number", number);
        }
    }

    private void signIn() {
        browser.visit(demo(service));
        submit("number", number);
        browser.see("#sms", "is your phone-auth code");
        submit("code", service.api().codeSentTo(number));
        browser.see("#phone-number", number);
    }

    private void submit(String field, String text) {
        browser.type("#" + field, text);
        browser.press(Keys.ENTER);
    }

    private void assertStepIsGood(String focused, int width) {
        browser.seeFocusOn(focused);
        assertEquals(List.of(), browser.seriousFindings());
        assertThat(browser.contentWidth(), lessThanOrEqualTo((long) width));
    }

    private static String demo(Service service) {
        return "http://localhost:" + service.port() + "/api/account/demo/";
    }
}
