package org.cqrsjakarta.demo.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.authentication.mechanism.http.BasicAuthenticationMechanismDefinition;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Knows one user, {@value #USER}, whose password is the setting {@value #PASSWORD}; without it, nobody. The user has the
 * role that the inspector wants of those who act on circuits.
 */
@ApplicationScoped
@BasicAuthenticationMechanismDefinition(realmName = "quakes")
public class OperatorStore implements IdentityStore {

    /** Name of the user. */
    public static final String USER = "operator";

    /** Name of the setting. */
    public static final String PASSWORD = "quakes.operator.password";

    private static final String ROLE = "cqrs-operator";

    private final Optional<String> password;

    /** For the container's proxy. */
    OperatorStore() {
        this(Optional.empty());
    }

    @Inject
    OperatorStore(@ConfigProperty(name = PASSWORD) Optional<String> password) {
        this.password = password;
    }

    @Override
    public CredentialValidationResult validate(Credential credential) {
        return credential instanceof UsernamePasswordCredential given && isOperator(given)
                ? new CredentialValidationResult(USER, Set.of(ROLE))
                : CredentialValidationResult.INVALID_RESULT;
    }

    private boolean isOperator(UsernamePasswordCredential given) {
        // In a time that does not tell how many characters are right.
        return given.getCaller().equals(USER)
                && password.filter(right -> MessageDigest.isEqual(
                                right.getBytes(UTF_8),
                                given.getPasswordAsString().getBytes(UTF_8)))
                        .isPresent();
    }
}
