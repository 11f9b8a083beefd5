package org.cqrsjakarta;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The tree of design 3, held. */
@AnalyzeClasses(packages = "org.cqrsjakarta", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String INTERNAL = "org.cqrsjakarta.internal.";

    @ArchTest
    static final ArchRule dependenciesPointDownwards = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("deployment")
            .definedBy(INTERNAL + "deployment")
            .layer("sse")
            .definedBy(INTERNAL + "sse")
            .layer("rest")
            .definedBy(INTERNAL + "rest")
            .layer("context")
            .definedBy(INTERNAL + "context")
            .layer("stream")
            .definedBy(INTERNAL + "stream")
            .layer("circuit")
            .definedBy(INTERNAL + "circuit")
            .layer("source")
            .definedBy(INTERNAL + "source")
            .layer("event")
            .definedBy(INTERNAL + "event")
            .layer("telemetry")
            .definedBy(INTERNAL + "telemetry")
            .layer("time")
            .definedBy(INTERNAL + "time")
            .layer("config")
            .definedBy(INTERNAL + "config")
            .layer("inspector")
            .definedBy(INTERNAL + "inspector")
            .whereLayer("deployment")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("inspector")
            .mayOnlyBeAccessedByLayers("deployment")
            .whereLayer("sse")
            .mayOnlyBeAccessedByLayers("deployment", "inspector")
            .whereLayer("rest")
            .mayOnlyBeAccessedByLayers("deployment")
            .whereLayer("rest")
            .mayOnlyAccessLayers("config")
            .whereLayer("context")
            .mayOnlyBeAccessedByLayers("deployment")
            .whereLayer("stream")
            .mayOnlyBeAccessedByLayers("deployment", "inspector", "sse", "context")
            .whereLayer("circuit")
            .mayOnlyBeAccessedByLayers("deployment", "inspector", "stream")
            .whereLayer("source")
            .mayOnlyBeAccessedByLayers("deployment", "stream")
            .whereLayer("event")
            .mayOnlyBeAccessedByLayers("deployment", "stream", "source")
            .whereLayer("event")
            .mayNotAccessAnyLayer()
            .whereLayer("telemetry")
            .mayNotAccessAnyLayer()
            .whereLayer("time")
            .mayNotAccessAnyLayer()
            .whereLayer("config")
            .mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("org.cqrsjakarta.(internal.*)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theApiExposesNothingInternal = noClasses()
            .that()
            .resideInAnyPackage("org.cqrsjakarta", "org.cqrsjakarta.spi", "org.cqrsjakarta.telemetry")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(INTERNAL + ".");

    @ArchTest
    static final ArchRule onlyTheCircuitsKnowSmallRye = noClasses()
            .that()
            .resideOutsideOfPackage(INTERNAL + "circuit")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.smallrye..");

    @ArchTest
    static final ArchRule onlyTheEdgesKnowJakartaRest = noClasses()
            .that()
            .resideInAPackage("org.cqrsjakarta.internal..")
            .and()
            .resideOutsideOfPackages(INTERNAL + "sse", INTERNAL + "rest", INTERNAL + "inspector")
            .and()
            .doNotHaveFullyQualifiedName(INTERNAL + "deployment.ApplicationMediator")
            .and()
            .doNotHaveFullyQualifiedName(INTERNAL + "deployment.ApplicationTickets")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.ws.rs..");

    @ArchTest
    static final ArchRule onlyDeliveryAndTheInspectorKnowServlets = noClasses()
            .that()
            .resideOutsideOfPackages(INTERNAL + "sse", INTERNAL + "inspector")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.servlet..");

    @ArchTest
    static final ArchRule onlyTheContextsKnowWeld = noClasses()
            .that()
            .resideOutsideOfPackage(INTERNAL + "context")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jboss.weld..");

    @ArchTest
    static final ArchRule nothingIsPrinted = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule nothingGenericIsThrown = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

    @ArchTest
    static final ArchRule classesAreFinal = classes()
            .that()
            .resideInAPackage("org.cqrsjakarta.internal..")
            .and()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .areNotNestedClasses()
            .and()
            .haveNameNotMatching(".*_\\$(bundle|logger)")
            .should()
            .haveModifier(JavaModifier.FINAL);

    @ArchTest
    static final ArchRule nobodyBlocksOnAMonitorWhileWriting = methods()
            .that()
            .areDeclaredInClassesThat(JavaClass.Predicates.resideInAPackage(INTERNAL + "sse"))
            .should()
            .notHaveModifier(JavaModifier.SYNCHRONIZED);
}
