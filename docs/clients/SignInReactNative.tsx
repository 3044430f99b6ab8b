// A sign-in screen for React Native, with react-native-keychain and @noble/hashes.
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { useEffect, useState } from "react";
import { Button, Text, TextInput, View } from "react-native";
import * as Keychain from "react-native-keychain";
import { PhoneAuth, Problem, solve, type CodeSent, type Store } from "./phone-auth";

/** The Keychain of iOS, the Keystore of Android. */
const store: Store = {
  get: async (service) => {
    const entry = await Keychain.getGenericPassword({ service });
    return entry ? entry.password : null;
  },
  set: async (service, value) => {
    if (value === null) await Keychain.resetGenericPassword({ service });
    else await Keychain.setGenericPassword(service, value, { service });
  },
};

/** React Native has no `crypto.subtle`. */
const prove = (proof: Parameters<typeof solve>[0]) => solve(proof, async (text) => sha256(utf8ToBytes(text)));

export const auth = new PhoneAuth("https://auth.example.com/api/account/", store, prove);

export function SignInScreen({ onSignedIn }: { onSignedIn: () => void }) {
  const [number, setNumber] = useState("");
  const [code, setCode] = useState("");
  const [sent, setSent] = useState<CodeSent>();
  const [seconds, setSeconds] = useState(0);
  const [message, setMessage] = useState("");

  useEffect(() => {
    const show = () => setSeconds(sent?.secondsToResend() ?? 0);
    show();
    const countdown = setInterval(show, 500);
    return () => clearInterval(countdown);
  }, [sent]);

  /** Runs an action and shows the user what went wrong. */
  async function attempt(what: () => Promise<void>) {
    try {
      setMessage("");
      await what();
    } catch (error) {
      setMessage(error instanceof Problem ? error.message : "The service cannot be reached. Please try again.");
    }
  }

  const send = () => attempt(async () => setSent(await auth.requestCode(number)));
  const signIn = () => attempt(async () => {
    await auth.signIn(code);
    onSignedIn();
  });

  return (
    <View>
      <TextInput accessibilityLabel="Phone number" value={number} onChangeText={setNumber}
        inputMode="tel" autoComplete="tel" textContentType="telephoneNumber" />
      {sent && (
        // iOS and Android offer the code of the SMS above the keyboard.
        <TextInput accessibilityLabel="Code" value={code} onChangeText={setCode} autoFocus
          inputMode="numeric" autoComplete="one-time-code" textContentType="oneTimeCode" />
      )}
      {sent && <Button title="Sign in" onPress={signIn} />}
      <Button title={seconds > 0 ? `Send again in ${seconds} s` : "Send the code"} onPress={send} disabled={seconds > 0} />
      <Text accessibilityRole="alert">{message}</Text>
    </View>
  );
}
