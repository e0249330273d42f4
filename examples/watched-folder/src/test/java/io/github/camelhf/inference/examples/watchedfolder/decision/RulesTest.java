package io.github.camelhf.inference.examples.watchedfolder.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelhf.inference.message.SafeLabel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be told apart, and what cannot. */
class RulesTest {

    @Test
    void asksAboutEveryTextInOrder() {
        Rules rules = new Rules(
                List.of(new Label("wood", List.of("oak", "pine"), null), Label.of("stone")),
                List.of("a person"),
                0.5,
                0.2);

        assertThat(rules.prompts()).containsExactly("oak", "pine", "stone", "a person");
    }

    @Test
    void needsTwoThingsToTellApart() {
        assertThatThrownBy(() -> Rules.of(List.of("wood"), 0.5, 0.2)).hasMessageContaining("two or more labels");
        assertThat(new Rules(List.of(Label.of("wood")), List.of("a person"), 0.5, 0.2).prompts())
                .hasSize(2);
    }

    @Test
    void refusesOneTextForTwoLabels() {
        Label wood = new Label("wood", List.of("boards"), null);
        Label deck = new Label("deck", List.of("boards"), null);
        assertThatThrownBy(() -> new Rules(List.of(wood, deck), List.of(), 0.5, 0.2))
                .hasMessage("the text boards is given twice");
        assertThatThrownBy(() -> new Rules(List.of(wood), List.of("boards"), 0.5, 0.2))
                .hasMessage("the text boards is given twice");
    }

    @Test
    void refusesLabelsThatWouldShareAFolder() {
        assertThatThrownBy(() -> Rules.of(List.of("brick wall", "Brick/Wall"), 0.5, 0.2))
                .hasMessage("the labels brick wall and Brick/Wall would share the folder brick-wall");
        assertThatThrownBy(() -> Rules.of(List.of("wood", "None of these"), 0.5, 0.2))
                .hasMessageContaining("none-of-these");
    }

    @Test
    void refusesScoresThatAreNone() {
        assertThatThrownBy(() -> Rules.of(List.of("wood", "stone"), 1.5, 0.2)).hasMessageContaining("got 1.5");
        assertThatThrownBy(() -> Rules.of(List.of("wood", "stone"), 0.5, Double.NaN))
                .hasMessageContaining("got NaN");
        Label wood = new Label("wood", List.of("wood"), -1.0);
        assertThatThrownBy(() -> new Rules(List.of(wood, Label.of("stone")), List.of(), 0.5, 0.2))
                .hasMessage("the least score of the label wood must be between 0 and 1, got -1.0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ceramic tile | ceramic-tile
            ../../etc    | etc
            Über'm Öfen  | über-m-öfen
            NUL          | _nul
            com1.jpg     | _com1.jpg
            ???          | unnamed
            """)
    void namesAFolderThatEverySystemAllows(String label, String folder) {
        assertThat(SafeLabel.of(label)).isEqualTo(folder);
    }
}
