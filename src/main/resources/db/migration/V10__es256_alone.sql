-- Releases before could sign with RS256 and EdDSA, too. Those keys are of no use any more; the next start makes one for ES256.
delete from signing_keys where public_key not like '%"P-256"%';
