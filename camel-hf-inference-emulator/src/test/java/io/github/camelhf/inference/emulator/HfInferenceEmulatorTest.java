package io.github.camelhf.inference.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

class HfInferenceEmulatorTest {
    private static final String EMBED = "{\"inputs\":[\"red\"]}";

    @Nested
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    @TestClassOrder(ClassOrderer.OrderAnnotation.class)
    class InAStaticField {
        @RegisterExtension
        static final HfInferenceEmulator emulator =
                HfInferenceEmulator.with(options -> options.handler(HandlerVariant.PORTED));

        @Test
        @Order(1)
        void takesItsOptions() {
            assertThat(Client.postJson(emulator.url(), "{\"inputs\":\"red\"}").status())
                    .isEqualTo(200);
            emulator.alwaysFault(Fault.overloaded());
        }

        @Test
        @Order(2)
        void startsEveryTestWithoutRequestsAndFaults() {
            assertThat(emulator.requests()).isEmpty();
            assertThat(Client.postJson(emulator.url(), EMBED).status()).isEqualTo(200);
            assertThat(emulator.requests()).hasSize(1);
            assertThat(emulator.maxConcurrentRequests()).isEqualTo(1);
        }

        @Nested
        @Order(1)
        class WithNestedTests {
            @Test
            void sharesTheEmulator() {
                assertThat(Client.get(emulator.url().resolve("health")).status())
                        .isEqualTo(200);
            }
        }

        @Nested
        @Order(2)
        class AfterNestedTests {
            @Test
            void findsTheEmulatorRunning() {
                assertThat(Client.get(emulator.url().resolve("health")).status())
                        .isEqualTo(200);
            }
        }
    }

    @Nested
    class InAnInstanceField {
        @RegisterExtension
        final HfInferenceEmulator emulator = HfInferenceEmulator.create();

        @Test
        void runsForOneTest() {
            assertThat(Client.postJson(emulator.url(), EMBED).status()).isEqualTo(200);
            assertThat(emulator.openRequests()).isZero();
        }
    }

    @Nested
    @ExtendWith(HfInferenceEmulator.class)
    class AsAParameter {
        @Test
        void isHandedToTheTest(InferenceEmulator emulator) {
            assertThat(Client.postJson(emulator.url(), EMBED).status()).isEqualTo(200);
        }
    }
}
