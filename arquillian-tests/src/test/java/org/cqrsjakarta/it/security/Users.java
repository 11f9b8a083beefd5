package org.cqrsjakarta.it.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.authentication.mechanism.http.BasicAuthenticationMechanismDefinition;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;

/** Ada may read and edit, Bob may log in. */
@ApplicationScoped
@BasicAuthenticationMechanismDefinition(realmName = "security")
public class Users implements IdentityStore {

    public CredentialValidationResult validate(UsernamePasswordCredential credential) {
        if (credential.compareTo("ada", "lovelace")) {
            return new CredentialValidationResult("ada", Set.of("reader", "editor"));
        }
        return credential.compareTo("bob", "builder")
                ? new CredentialValidationResult("bob")
                : CredentialValidationResult.INVALID_RESULT;
    }
}
