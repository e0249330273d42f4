package io.github.camelhf.inference.examples.watchedfolder.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;
import java.awt.Color;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReportCommandTest {

    private static final String EVIL = "</script><img src=x onerror=alert(1)>&'\"\u2028.png";

    @TempDir
    Path results;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void writesAPageWithEveryFile() throws IOException {
        new ResultsFolder(results)
                .accepted("a.png", "grass", 0.9)
                .review("b.png", "moss", 0.55)
                .failed("c.png", "expected a picture");

        assertThat(report()).as(err.toString()).isZero();

        assertThat(out.toString()).contains("3 files, 2 new previews", "Open file:///", "report/index.html");
        JsonNode data = data();
        assertThat(data.path("rows")).hasSize(3);
        JsonNode row = data.path("rows").path(1);
        assertThat(row.path(0).asText()).isEqualTo("review/b.png");
        assertThat(data.path("labels").path(row.path(2).asInt()).asText()).isEqualTo("moss");
        assertThat(row.path(3).asDouble()).isEqualTo(0.55);
        assertThat(data.path("reasons").path(row.path(6).asInt()).asText()).isEqualTo("margin");
        assertThat(row.path(8).asInt()).as("preview").isOne();
        assertThat(data.path("rows").path(2).path(8).asInt()).as("preview").isZero();
    }

    @Test
    void tellsWhatIsNoLongerWhereItWasPut() throws IOException {
        new ResultsFolder(results)
                .accepted("there.png", "grass", 0.9)
                .accepted("gone.png", "grass", 0.9)
                .accepted("other.png", "grass", 0.9);
        Files.delete(results.resolve("sorted/grass/gone.png"));
        Files.writeString(results.resolve("sorted/grass/other.png"), "another file");

        assertThat(report()).isZero();

        assertThat(data().path("rows").path(0).path(7).asInt()).isEqualTo(Found.State.THERE.number());
        assertThat(data().path("rows").path(1).path(7).asInt()).isEqualTo(Found.State.GONE.number());
        assertThat(data().path("rows").path(2).path(7).asInt()).isEqualTo(Found.State.CHANGED.number());
    }

    @Test
    void keepsNamesFromBecomingMarkup() throws IOException {
        new ResultsFolder(results).accepted("x.png", "</script><b>", 0.9).failed("y.png", EVIL);

        assertThat(report()).isZero();

        assertThat(page()).doesNotContain("<img src=x", "</script><b>");
        assertThat(page().split("</script>", -1)).hasSize(3);
        assertThat(data().path("rows").path(1).path(18).asText()).isEqualTo(EVIL);
    }

    @Test
    void opensNoFileOutsideTheFolder() throws IOException {
        Path outside = Files.write(results.resolve("secret.png"), ResultsFolder.picture("png", 20, 20, Color.RED));
        Path inner = Files.createDirectories(results.resolve("inner"));
        new ResultsFolder(inner).log("../secret.png", FileResult.ACCEPT, null, "grass", 0.9, null);

        assertThat(report("--dir", inner.toString())).isZero();

        assertThat(outside).exists();
        assertThat(out.toString()).contains("1 files, 0 new previews");
        assertThat(inner.resolve("report/thumbnails")).doesNotExist();
    }

    @Test
    void allowsNothingButItsOwnStyleAndScript() throws Exception {
        new ResultsFolder(results).accepted("a.png", "grass", 0.9);
        assertThat(report()).isZero();

        String policy = found("Content-Security-Policy\" content=\"([^\"]*)\"");
        String style = found("<style>(.*)</style>");
        String script = found("<script>(.*)</script>");
        assertThat(policy)
                .startsWith("default-src 'none';")
                .contains("style-src '" + hash(style) + "'", "script-src '" + hash(script) + "'")
                .doesNotContain("unsafe", "http", "*");
        assertThat(page().replace(script, "")).doesNotContain("http:", "https:");
        assertThat(script).doesNotContain("innerHTML", "fetch(", "import ", "eval");
    }

    @Test
    void leavesAFolderOfThatNameAloneThatIsNotItsOwn() throws IOException {
        new ResultsFolder(results).accepted("a.png", "grass", 0.9);
        Path own = Files.createDirectory(results.resolve("report")).resolve("index.html");
        Files.writeString(own, "a person's page");

        assertThat(report()).isEqualTo(1);

        assertThat(err.toString()).contains("something other than an earlier report");
        assertThat(own).hasContent("a person's page");
        assertThat(own.getParent()).isDirectoryNotContaining(file -> !file.equals(own));
    }

    @Test
    void makesThePageAnewEachTime() throws IOException {
        ResultsFolder folder = new ResultsFolder(results).accepted("a.png", "grass", 0.9);
        assertThat(report()).isZero();

        folder.accepted("b.png", "grass", 0.9);
        assertThat(report()).as(err.toString()).isZero();

        assertThat(data().path("rows")).hasSize(2);
        assertThat(out.toString()).contains("2 files, 1 new previews");
    }

    @Test
    void saysWhenThereIsNothingToReport() {
        assertThat(report()).isEqualTo(1);
        assertThat(err.toString()).contains("there is no decision in", "sort some pictures first");
        assertThat(report("--dir", results.resolve("missing").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--dir must be a folder with results");
    }

    private int report() {
        return report("--dir", results.toString());
    }

    private int report(String... arguments) {
        return new CommandLine(new ReportCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private String page() throws IOException {
        return Files.readString(results.resolve("report/index.html"));
    }

    private JsonNode data() throws IOException {
        return new ObjectMapper().readTree(found("<script type=\"application/json\" id=\"data\">(.*?)</script>"));
    }

    private String found(String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(page());
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }

    private static String hash(String text) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }
}
