package io.github.camelhf.inference.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class FillingsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Filling HELLO = new Filling("hello", 0.5, "hello [MASK]");
    private static final Filling NEW = new Filling("new", 0.25, "new [MASK]");
    private static final Filling WORLD = new Filling("world", 0.75, "[MASK] world", 1);
    private static final Fillings ALL = new Fillings(List.of(NEW, HELLO, WORLD));

    @Test
    void bestComesFirstWhicheverGapItFills() {
        assertThat(ALL).containsExactly(WORLD, HELLO, NEW);
        assertThat(ALL.best()).isEqualTo(WORLD);
        assertThat(ALL.of(0)).containsExactly(HELLO, NEW);
        assertThat(ALL.of(1)).containsExactly(WORLD);
        assertThatIllegalArgumentException().isThrownBy(() -> ALL.of(2)).withMessageContaining("gap 2");
    }

    @Test
    void areNeverNoneAndCannotBeChanged() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Fillings(List.of()));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> ALL.remove(0));
    }

    @Test
    void passThroughJsonBothWaysAndNameTheGapFromTheSecondOn() throws JsonProcessingException {
        Fillings two = new Fillings(List.of(HELLO, WORLD));
        String json = MAPPER.writeValueAsString(two);
        assertThat(json)
                .isEqualTo("[{\"token\":\"world\",\"score\":0.75,\"sequence\":\"[MASK] world\",\"mask\":1},"
                        + "{\"token\":\"hello\",\"score\":0.5,\"sequence\":\"hello [MASK]\"}]");
        assertThat(MAPPER.readValue(json, Fillings.class)).isEqualTo(two);
    }

    @Test
    void haveFiniteScores() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Filling("a", Double.NaN, "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Filling("a", 1, "a", -1));
    }
}
