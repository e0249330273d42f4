package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeftFilesTest {

    private final LeftFiles left = new LeftFiles();

    @Test
    void reasonsThatDifferOnlyByTheirRequestAreOne() {
        left.add("a.jpg", "http://127.0.0.1/ answered 401: refused [request Root=1-aa]");
        left.add("b.jpg", "http://127.0.0.1/ answered 401: refused [request Root=1-bb]");
        left.add("c.jpg", "http://127.0.0.1/ answered 403: refused [request Root=1-cc]");

        assertThat(left.sentences())
                .containsExactly(
                        "http://127.0.0.1/ answered 401: refused [request Root=1-aa] (a.jpg and 1 more)",
                        "http://127.0.0.1/ answered 403: refused [request Root=1-cc] (c.jpg)");
    }

    @Test
    void showsThreeReasonsAtMost() {
        for (String reason : new String[] {"one", "two", "three", "four"}) {
            left.add(reason + ".jpg", reason);
        }

        assertThat(left.sentences()).containsExactly("one (one.jpg)", "two (two.jpg)", "three (three.jpg)");
    }

    @Test
    void forgetsAFileThatWasFiledAfterAll() {
        left.add("a.jpg", "one");
        left.remove("a.jpg");

        assertThat(left.isEmpty()).isTrue();
        assertThat(left.sentences()).isEmpty();
    }
}
