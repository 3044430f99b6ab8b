package dev.phoneauth.signin;

/** Asks for a code. */
record AuthRequest(String phoneNumber, String app) {}
