package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private final Turns turns = new Turns();
    private final List<String> asked = new ArrayList<>();

    @Test
    void letsOneAtATimePassForEachKey() {
        assertThat(turns.take("a", other -> asked.add("second"))).isTrue();
        assertThat(turns.take("a", other -> asked.add("third"))).isFalse();
        assertThat(turns.take("b", other -> asked.add("fourth"))).isTrue();
        assertThat(asked).isEmpty();

        turns.leave("a", Optional.empty());

        assertThat(asked).containsExactly("third");
        assertThat(turns.take("a", other -> asked.add("fifth"))).isTrue();
    }

    @Test
    void thoseWhoWaitedAskAgainAndOneOfThemGetsTheTurn() {
        turns.take("a", other -> {});
        for (String name : List.of("second", "third", "fourth")) {
            ask(name);
        }

        turns.leave("a", Optional.empty());
        assertThat(asked).containsExactly("second");
        turns.leave("a", Optional.empty());
        turns.leave("a", Optional.empty());
        assertThat(asked).containsExactly("second", "third", "fourth");
    }

    private void ask(String name) {
        if (turns.take("a", other -> ask(name))) {
            asked.add(name);
        }
    }
}
