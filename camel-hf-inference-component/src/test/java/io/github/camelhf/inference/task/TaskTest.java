package io.github.camelhf.inference.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskTest {

    @ParameterizedTest
    @CsvSource({
        "image-classification, IMAGE_CLASSIFICATION",
        "zero-shot, ZERO_SHOT",
        "zero_shot, ZERO_SHOT",
        "Zero_Shot, ZERO_SHOT",
        "' ZERO-SHOT ', ZERO_SHOT",
        "zero-shot-image-classification, ZERO_SHOT",
        "image-embedding, IMAGE_EMBEDDING",
        "image-feature-extraction, IMAGE_EMBEDDING",
        "text_embedding, TEXT_EMBEDDING",
        "feature-extraction, TEXT_EMBEDDING",
        "similarity, SIMILARITY"
    })
    void readsModesAndPipelineTags(String text, Task task) {
        assertThat(Task.ofMode(text)).contains(task);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "auto", "zeroshot", "image", "sentence", "zero shot"})
    void knowsNoOthers(String text) {
        assertThat(Task.ofMode(text)).isEmpty();
    }

    @Test
    void readsModesWhateverTheLanguageOfTheMachine() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(Task.ofMode("SIMILARITY")).contains(Task.SIMILARITY);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void listsEveryModeOnce() {
        assertThat(Task.modes().split(", "))
                .startsWith("image-classification", "zero-shot", "image-embedding", "text-embedding", "similarity")
                .hasSize(Task.values().length)
                .doesNotHaveDuplicates();
    }

    @Test
    void speaksTheDialectsOfItsServers() {
        assertThat(Task.values())
                .filteredOn(task -> task.speaks(Dialect.PIPELINE))
                .doesNotContain(Task.SIMILARITY);
        assertThat(Task.values())
                .filteredOn(task -> task.speaks(Dialect.MULTIMODAL))
                .doesNotContain(Task.IMAGE_CLASSIFICATION)
                .hasSize(4);
    }

    @Test
    void expectsOneResultForEachItemButOneSimilarityInAll() {
        assertThat(request(Task.TEXT_EMBEDDING).resultCount()).isEqualTo(3);
        assertThat(request(Task.SIMILARITY).resultCount()).isEqualTo(1);
    }

    private static InferenceRequest request(Task task) {
        return Asked.in(task, Dialect.MULTIMODAL)
                .texts(List.of("a", "b", "c"))
                .asList(true)
                .request();
    }
}
