package org.cqrsjakarta;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
            .layer("sink")
            .definedBy(INTERNAL + "sink")
            .layer("delivery")
            .definedBy(INTERNAL + "delivery")
            .layer("wire")
            .definedBy(INTERNAL + "wire")
            .layer("rest")
            .definedBy(INTERNAL + "rest")
            .layer("context")
            .definedBy(INTERNAL + "context")
            .layer("stream")
            .definedBy(INTERNAL + "stream")
            .layer("chain")
            .definedBy(INTERNAL + "chain")
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
            .layer("store")
            .definedBy(INTERNAL + "store")
            .whereLayer("deployment")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("inspector")
            .mayOnlyBeAccessedByLayers("deployment")
            .whereLayer("sse")
            .mayOnlyBeAccessedByLayers("deployment")
            .whereLayer("sink")
            .mayOnlyBeAccessedByLayers("deployment", "sse")
            .whereLayer("delivery")
            .mayOnlyBeAccessedByLayers("deployment", "sse", "sink")
            .whereLayer("wire")
            .mayOnlyBeAccessedByLayers("deployment", "sse", "sink", "delivery", "inspector", "rest")
            .whereLayer("wire")
            .mayOnlyAccessLayers("time", "config")
            .whereLayer("rest")
            .mayOnlyBeAccessedByLayers("deployment", "inspector")
            .whereLayer("rest")
            .mayOnlyAccessLayers("config", "wire")
            .whereLayer("context")
            .mayOnlyBeAccessedByLayers("deployment")
            .whereLayer("stream")
            .mayOnlyBeAccessedByLayers("deployment", "inspector", "delivery", "sse", "sink", "context")
            .whereLayer("chain")
            .mayOnlyBeAccessedByLayers("deployment", "stream", "delivery", "sse", "sink", "context")
            .whereLayer("chain")
            .mayOnlyAccessLayers("circuit", "source")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("deployment", "delivery", "sse")
            .whereLayer("store")
            .mayOnlyAccessLayers("circuit", "config")
            .whereLayer("circuit")
            .mayOnlyBeAccessedByLayers("deployment", "inspector", "stream", "chain", "store")
            .whereLayer("source")
            .mayOnlyBeAccessedByLayers("deployment", "stream", "chain")
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
    static void fewTypesOfTheEngineArePublic(JavaClasses all) {
        assertThat(publicTypes(all, "stream")).hasSizeLessThanOrEqualTo(9);
        assertThat(publicTypes(all, "source")).hasSizeLessThanOrEqualTo(5);
    }

    private static List<String> publicTypes(JavaClasses all, String room) {
        return all.stream()
                .filter(type -> type.getPackageName().equals(INTERNAL + room))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC) && !type.isNestedClass())
                .filter(type -> !type.getName().contains("_$"))
                .map(JavaClass::getSimpleName)
                .toList();
    }

    /** Rooms whose files are short enough to be read from top to bottom. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "chain",
                "circuit",
                "context",
                "delivery",
                "event",
                "sink",
                "source",
                "sse",
                "store",
                "stream",
                "telemetry",
                "time",
                "wire"
            })
    void noFileIsLong(String room) throws IOException {
        Path folder = Path.of("src/main/java/org/cqrsjakarta/internal", room);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readAllLines(file))
                            .as("lines of %s", file)
                            .hasSizeLessThanOrEqualTo(300));
        }
    }

    @ArchTest
    static final ArchRule theApiExposesNothingInternal = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.cqrsjakarta", "org.cqrsjakarta.rest", "org.cqrsjakarta.spi", "org.cqrsjakarta.telemetry")
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
            .resideOutsideOfPackages(
                    INTERNAL + "wire",
                    INTERNAL + "delivery",
                    INTERNAL + "sse",
                    INTERNAL + "sink",
                    INTERNAL + "rest",
                    INTERNAL + "inspector")
            .and()
            .doNotHaveFullyQualifiedName(INTERNAL + "deployment.DeliveringMediator")
            .and()
            .doNotHaveFullyQualifiedName(INTERNAL + "deployment.RestSide")
            .and()
            .doNotHaveFullyQualifiedName(INTERNAL + "deployment.RestParts")
            .and()
            .doNotHaveFullyQualifiedName(INTERNAL + "deployment.ApplicationTickets")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.ws.rs..");

    @ArchTest
    static final ArchRule theMediatorNeedsNoJakartaRest = noClasses()
            .that()
            .resideInAnyPackage("org.cqrsjakarta", "org.cqrsjakarta.spi", "org.cqrsjakarta.telemetry")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "jakarta.servlet..", "org.cqrsjakarta.rest..");

    @ArchTest
    static final ArchRule onlyTheEdgesKnowServlets = noClasses()
            .that()
            .resideOutsideOfPackages(INTERNAL + "wire", INTERNAL + "rest", INTERNAL + "inspector")
            .and()
            .haveNameNotMatching(".*\\.deployment\\.Stop(Initializer|Listener)")
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
            .areDeclaredInClassesThat(JavaClass.Predicates.resideInAnyPackage(
                    INTERNAL + "wire", INTERNAL + "delivery", INTERNAL + "sse", INTERNAL + "sink"))
            .should()
            .notHaveModifier(JavaModifier.SYNCHRONIZED);
}
