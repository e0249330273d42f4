package io.github.camelhf.inference.meters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoundedNamesTest {

    @Test
    void modelsThatMessagesNameAreNotAllKept() {
        BoundedNames names = new BoundedNames();

        Set<String> kept = IntStream.range(0, 1_000)
                .mapToObj(i -> names.of("owner/model-" + i))
                .collect(Collectors.toSet());

        assertThat(kept).hasSize(101).contains("owner/model-0", "owner/model-99", "other");
        assertThat(names.of("owner/model-7")).isEqualTo("owner/model-7");
    }
}
