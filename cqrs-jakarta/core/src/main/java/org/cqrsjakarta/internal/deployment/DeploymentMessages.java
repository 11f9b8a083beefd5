package org.cqrsjakarta.internal.deployment;

import java.lang.invoke.MethodHandles;
import org.cqrsjakarta.NullItemException;
import org.cqrsjakarta.UnknownRequestException;
import org.cqrsjakarta.internal.store.StreamsMode;
import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** Why a deployment is refused, and what is asked of it in vain: CQRS00100 to CQRS00199. */
@MessageBundle(projectCode = "CQRS", length = 5)
interface DeploymentMessages {

    DeploymentMessages MESSAGES = Messages.getBundle(MethodHandles.lookup(), DeploymentMessages.class);

    @Message(id = 100, value = "The deployment has %d problem(s):%s")
    String report(int count, String problems);

    @Message(
            id = 101,
            value = "%2$s are primaries for '%1$s'; one is allowed: make the others @Fallback, or one of them an"
                    + " @Alternative with @Priority")
    String severalPrimaries(String request, String handlers);

    @Message(
            id = 102,
            value = "'%s' is @Fallback(of = %s), which is no handler of this application; put"
                    + " @StreamingHandler on it if it is the primary, or name a bean that is one")
    String fallbackOfNothing(String fallback, String of);

    @Message(
            id = 103,
            value = "'%s' is @Fallback of itself; name the step it stands in for, or make it @StreamingHandler if it is"
                    + " the primary")
    String fallbackOfItself(String fallback);

    @Message(id = 104, value = "%s are fallbacks in a cycle; a chain starts with a bean that carries @StreamingHandler")
    String cycle(String handlers);

    @Message(
            id = 105,
            value = "%2$s are each @Fallback of '%1$s'; one is allowed: let the second be a fallback of the first")
    String severalFallbacks(String step, String handlers);

    @Message(
            id = 106,
            value = "'%s' handles '%s' with items '%s', but is @Fallback of '%s', which handles '%s' with items '%s';"
                    + " both types must be the same in one chain")
    String differentTypes(String fallback, String request, String items, String of, String ofRequest, String ofItems);

    @Message(
            id = 107,
            value = "'%s' implements '%s' with '%s', which is raw or has a type variable; give concrete types, as in"
                    + " StreamingRequestHandler<StreamItems, Item>")
    String notConcrete(String handler, String contract, String found);

    @Message(
            id = 108,
            value =
                    "'%s' carries %s; a handler is the primary of streams, the primary of responses, or a fallback: keep"
                            + " one of them")
    String severalRoles(String handler, String annotations);

    @Message(
            id = 109,
            value = "'%s' carries %s, but '%s' is not among its bean types; implement it, and keep it in @Typed if"
                    + " there is one")
    String noHandler(String handler, String annotation, String required);

    @Message(id = 110, value = "@%s of '%s' has %s; %s")
    String policyOutOfRange(String policy, String handler, String value, String remedy);

    @Message(
            id = 111,
            value = "'%s' continues with DISTINCT, but its items '%s' do not implement 'org.cqrsjakarta.Keyed';"
                    + " implement it, name a class that tells them apart by 'key', or use SKIP_DELIVERED")
    String notKeyed(String fallback, String items);

    @Message(id = 112, value = "@Fallback of '%s' has remember = %d, allowed: 0 to %d")
    String rememberOutOfRange(String fallback, int found, int max);

    @Message(id = 113, value = "The property '%s' is '%s', required: %s; it comes from %s")
    String badProperty(String property, String found, String required, String origin);

    @Message(
            id = 114,
            value =
                    "'%s' implements %s; a handler has one shape: implement one of them, and move the other to a bean of"
                            + " its own")
    String severalContracts(String handler, String contracts);

    @Message(id = 115, value = "'%s' carries @%s, but implements '%s'; put @%s on it")
    String unfitRole(String handler, String found, String contract, String required);

    @Message(
            id = 116,
            value = "'%s' carries '%s', which is about the call of a method and not about a stream; use"
                    + " 'org.cqrsjakarta.StreamTimeout' for limits of time, 'org.cqrsjakarta.Fallback' for what stands in,"
                    + " and nothing for threads: a stream brings its own")
    String unfitPolicy(String handler, String found);

    @Message(
            id = 117,
            value = "'%s' is @Fallback and carries @Retry; only a primary is tried again, while nothing has been"
                    + " delivered: remove it, or add a further @Fallback")
    String retryOfFallback(String fallback);

    @Message(
            id = 118,
            value =
                    "'%s' is a 'org.cqrsjakarta.RequestHandler' and continues with %s; a single response has no position"
                            + " to continue from: remove the continuation")
    String nothingToContinue(String fallback, String continuation);

    @Message(
            id = 119,
            value =
                    "'%s' is a '%s' and @Fallback of '%s', which is a '%s'; streams and single responses are chains of their"
                            + " own")
    String differentKinds(String fallback, String contract, String of, String ofContract);

    @Message(id = 120, value = "'%s' carries %s, but the container makes no bean of it: %s")
    String noBean(String place, String annotations, String reason);

    @Message(
            id = 121,
            value = "'%1$s' specializes '%2$s', which is a handler, and is none itself, so that its requests would find"
                    + " nobody; put %3$s on it, too")
    String specializedAway(String special, String handler, String annotations);

    @Message(
            id = 122,
            value =
                    "'%1$s' has the key '%2$s', which is an ItemKey<%3$s>, but its items are '%4$s'; name one that implements"
                            + " 'org.cqrsjakarta.ItemKey' with that type, or with one that it extends")
    String unfitKey(String fallback, String key, String taken, String items);

    @Message(
            id = 123,
            value = "'%s' has the key '%s', but continues with %s, which asks for no keys; remove it, or continue with"
                    + " DISTINCT")
    String keyOfNoUse(String fallback, String key, String continuation);

    @Message(
            id = 124,
            value = "%s continue with DISTINCT in one chain, by the keys %s; the keys of a stream are of one kind: give"
                    + " each of them the same key")
    String differentKeys(String fallbacks, String keys);

    @Message(id = 125, value = "'%s', the key of '%s', can be neither looked up nor created: %s")
    String noKey(String key, String fallback, String reason);

    @Message(
            id = 126,
            value =
                    "There is a store, and no name by which what this application keeps there is told from what others do:"
                            + " its server gives it none. Set cqrs.store.namespace, the same on all its nodes")
    IllegalStateException noNamespace();

    @Message(id = 127, value = "There are several %ss: %s. Leave one, or make the others alternatives")
    IllegalStateException severalStores(String type, String found);

    @Message(
            id = 128,
            value =
                    "cqrs.store.streams is %s, and there is no StreamStore: add cqrs-jakarta-redis or cqrs-jakarta-jdbc, declare a"
                            + " bean of that type, or set it to none")
    IllegalStateException noStreamStore(StreamsMode mode);

    @Message(
            id = 129,
            value =
                    "cqrs.store.streams is %s, and cqrs.store.secret is not set: give it 16 characters or more that nobody can"
                            + " guess, the same on all nodes of the application. By it a node knows whose a stream is that another one has")
    IllegalStateException noStoreSecret(StreamsMode mode);

    @Message(
            id = 150,
            value = "No @%2$s is declared for '%1$s', nor for a type it extends; %3$s. Declare one, and check that its"
                    + " archive is a bean archive")
    UnknownRequestException noHandlerFor(String request, String annotation, String declared);

    @Message(
            id = 151,
            value = "'%s' is served by several chains: %s; fix the type argument in a subclass: new %s<...>(...) {}")
    UnknownRequestException ambiguousRequest(String request, String candidates, String simpleName);

    @Message(
            id = 152,
            value =
                    "The mediator was used before the deployment was accepted; use it from @Initialized(ApplicationScoped)"
                            + " on")
    String tooEarly();

    @Message(
            id = 153,
            value = "'%s.handle' returned null, a %s is required; return an empty one where there are no items")
    NullItemException nullSource(String handler, String required);

    @Message(id = 154, value = "The inspector is off; set cqrs.inspector.enabled = true to have it")
    String noInspector();

    @Message(
            id = 161,
            value = "Nothing can be delivered: this application has no Jakarta REST. Inject StreamingMediator, or add"
                    + " jakarta.ws.rs-api with an implementation")
    String noRest();

    @Message(
            id = 155,
            value = "There is no response to deliver to: the parameter of the resource method needs @Suspended, as in"
                    + " '@Suspended AsyncResponse response'")
    NullPointerException noResponse();

    @Message(
            id = 156,
            value =
                    "There is no sink to deliver to: the parameter of the resource method needs @Context, as in '@Context %s'")
    NullPointerException notInjected(String parameter);

    @Message(
            id = 157,
            value = "'%s' is a handler without a circuit; put @CircuitBreaker on it, or look for a property"
                    + " 'CircuitBreaker/enabled' that disables it. Handlers that have one: %s")
    IllegalArgumentException noCircuit(String handler, String others);

    @Message(
            id = 158,
            value = "'%s' is no handler of this application; give the class of one, or the return type of its producer."
                    + " Handlers that have a circuit: %s")
    IllegalArgumentException noHandlerWithCircuit(String type, String others);

    @Message(
            id = 159,
            value = "'%s' stands for several handlers that have a circuit: %s; give the class of one of them, and have"
                    + " producers return a class of its own for each")
    IllegalArgumentException severalCircuits(String type, String found);
}
