package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private final Turns turns = new Turns();
    private final List<String> asked = new ArrayList<>();

    @Test
    void letsOneAtATimePassForEachKey() {
        assertThat(turns.take("a", () -> asked.add("second"))).isTrue();
        assertThat(turns.take("a", () -> asked.add("third"))).isFalse();
        assertThat(turns.take("b", () -> asked.add("fourth"))).isTrue();
        assertThat(asked).isEmpty();

        turns.leave("a");

        assertThat(asked).containsExactly("third");
        assertThat(turns.take("a", () -> asked.add("fifth"))).isTrue();
    }

    @Test
    void thoseWhoWaitedAskAgainAndOneOfThemGetsTheTurn() {
        turns.take("a", () -> {});
        for (String name : List.of("second", "third", "fourth")) {
            ask(name);
        }

        turns.leave("a");
        assertThat(asked).containsExactly("second");
        turns.leave("a");
        turns.leave("a");
        assertThat(asked).containsExactly("second", "third", "fourth");
    }

    private void ask(String name) {
        if (turns.take("a", () -> ask(name))) {
            asked.add(name);
        }
    }
}
