package dev.phoneauth.settings;

/** Checks the settings of one feature; every bean of this type is asked before the service takes its first request. */
public interface SettingsCheck {
    void check(Faults faults);
}
