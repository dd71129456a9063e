package dev.gatehouse.routing;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rooms of this module, in the order in which data flows: each may know those above it and none below, so there are no cycles. */
class RoomsTest {
    private static final String BASE = "dev.gatehouse.routing";
    private static final List<String> ROOMS = List.of(
            "persistent",
            "regex",
            "request",
            "resource",
            "attach",
            "table",
            "match",
            "plan",
            "observe",
            "status",
            "",
            "insight");

    /** {@code regex}, {@code request} and {@code resource} stand side by side and know nothing of each other. */
    private static final List<String> SIDE_BY_SIDE = List.of("regex", "request", "resource");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

    @TestFactory
    List<DynamicTest> aRoomKnowsOnlyThoseAboveIt() {
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < ROOMS.size(); i++) {
            String room = ROOMS.get(i);
            List<String> hidden = new ArrayList<>(ROOMS.subList(i + 1, ROOMS.size()));
            if (SIDE_BY_SIDE.contains(room)) {
                hidden.addAll(SIDE_BY_SIDE);
                hidden.remove(room);
            }
            String[] packages = hidden.stream().map(RoomsTest::name).toArray(String[]::new);
            tests.add(DynamicTest.dynamicTest(
                    room.isEmpty() ? "the way in" : room,
                    () -> ArchRuleDefinition.noClasses()
                            .that()
                            .resideInAPackage(name(room))
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(packages)
                            .allowEmptyShould(true)
                            .check(CLASSES)));
        }
        return tests;
    }

    @Test
    void everyPackageIsARoom() {
        List<String> strangers = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .distinct()
                .filter(name -> ROOMS.stream().noneMatch(room -> name(room).equals(name)))
                .toList();
        assertFalse(CLASSES.isEmpty());
        assertFalse(!strangers.isEmpty(), () -> "not in the order of rooms: " + strangers);
    }

    @Test
    void nothingButTheJdkIsNeeded() {
        ArchRuleDefinition.noClasses()
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        BASE + "..", "java..", "javax.security.auth.x500..", "jdk.jfr..", "org.jspecify..")
                .check(CLASSES);
    }

    private static String name(String room) {
        return room.isEmpty() ? BASE : BASE + "." + room;
    }
}
