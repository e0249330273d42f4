package io.github.camelhf.inference.examples.catalogue;

import io.github.camelhf.inference.emulator.InferenceEmulator;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import io.github.camelhf.inference.examples.catalogue.shelf.RefusedException;
import io.github.camelhf.inference.examples.pictures.ProductPicture;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Indexes a folder of product pictures and opens a page to search it, from the command line. */
@Command(
        name = "catalogue",
        mixinStandardHelpOptions = true,
        subcommands = BenchmarkCommand.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Indexes a folder of product pictures and opens a page that finds them by words and by pictures.",
            "Without --dir it draws a catalogue of its own; without --endpoint-url it asks a demonstration model on"
                    + " this machine."
        },
        footer = {
            "",
            "The token for --endpoint-url is taken from the environment variable HF_TOKEN.",
            "Exit status: 0 done, 1 it could not go on, 2 wrong options."
        })
public final class CatalogueCommand implements Callable<Integer> {

    private static final long LINE_MILLIS = 500;

    @Option(names = "--dir", paramLabel = "FOLDER", description = "Your folder of pictures; it is only read.")
    private @Nullable Path dir;

    @Option(
            names = "--index",
            paramLabel = "FOLDER",
            description = "Where the index is kept (.catalogue in the folder of pictures).")
    private @Nullable Path index;

    @Option(
            names = "--endpoint-url",
            paramLabel = "URL",
            description = "An endpoint with the four modes, such as one with SigLIP.")
    private @Nullable URI endpointUrl;

    @Option(names = "--port", paramLabel = "N", defaultValue = "8080", description = "Of the page (${DEFAULT-VALUE}).")
    private int port = 8080;

    @Option(
            names = "--labels",
            split = ",",
            paramLabel = "TEXT,...",
            hideParamSyntax = true,
            defaultValue = "tile,brick,fabric,striped,plain,mosaic",
            description = "The first labels; the page changes them (${DEFAULT-VALUE}).")
    private List<String> labels = new ArrayList<>();

    @Option(
            names = "--store",
            paramLabel = "NAME",
            defaultValue = "lucene",
            description = "Who finds: lucene, pgvector or qdrant (${DEFAULT-VALUE}).")
    private String store = "lucene";

    @Option(
            names = "--store-url",
            paramLabel = "URL",
            defaultValue = "",
            description = "Where that store is: jdbc:postgresql://… or http://…:6334.")
    private String storeUrl = "";

    @Option(
            names = "--rest",
            paramLabel = "TIME",
            defaultValue = "2s",
            description = "How long a file must have been left alone to be taken for whole (${DEFAULT-VALUE}).")
    private String rest = "2s";

    @Option(names = "--once", description = "End when everything is indexed.")
    private boolean once;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Ends with the exit status. */
    public static void main(String[] arguments) {
        // Before the first logger is made: the output is for people.
        if (System.getProperty("org.slf4j.simpleLogger.defaultLogLevel") == null) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        }
        System.exit(new CommandLine(new CatalogueCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (!List.of("lucene", "pgvector", "qdrant").contains(store)) {
            throw new ParameterException(
                    spec.commandLine(), "--store must be lucene, pgvector or qdrant, got " + store);
        }
        if (!store.equals("lucene") && storeUrl.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--store " + store + " needs its address in --store-url");
        }
        try {
            labels = LabelList.of(labels);
        } catch (BadQuestionException e) {
            throw new ParameterException(spec.commandLine(), "--labels: " + e.getMessage(), e);
        }
        Path pictures = dir == null ? drawn() : dir.toAbsolutePath();
        if (!Files.isDirectory(pictures)) {
            throw new ParameterException(spec.commandLine(), "--dir: there is no folder " + pictures);
        }
        if (pictures.toString().matches(".*(\\?|%\\p{XDigit}{2}|\\{\\{).*")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--dir: Camel's addresses have no place for ?, {{ or % and two digits, as in " + pictures
                            + "; give a link to that folder, with another name");
        }
        URI given = endpointUrl;
        if (given != null) {
            return run(pictures, given, out);
        }
        try (InferenceEmulator emulator = InferenceEmulator.builder().start()) {
            out.println(DemonstrationModel.NOTICE);
            return run(pictures, emulator.url(), out);
        }
    }

    private static Path drawn() throws IOException {
        Path folder =
                Path.of(System.getProperty("catalogue.demo-dir", "catalogue")).toAbsolutePath();
        ProductPicture.writeAll(folder.resolve("pictures"));
        return folder.resolve("pictures");
    }

    private int run(Path pictures, URI model, PrintWriter out) throws Exception {
        Map<String, String> route = new HashMap<>(Settings.ROUTE);
        route.put("storeUrl", storeUrl);
        route.put("rest", dir == null ? "0ms" : rest);
        Path folder = index == null ? pictures.resolve(".catalogue") : index.toAbsolutePath();
        if (Folder.reads(pictures, folder)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--index: " + folder
                            + " lies among the pictures and would be read as some; choose a place outside of "
                            + pictures + ", or one whose name begins with a dot");
        }
        try (Catalogue catalogue = new Catalogue(new Settings(pictures, folder, model, port, store, labels, route))) {
            catalogue.start();
            out.println("Open " + catalogue.url());
            return watch(catalogue.indexing(), catalogue, out);
        } catch (RefusedException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }

    /** Prints how far the index is until somebody ends the program. */
    private int watch(Indexing indexing, Catalogue catalogue, PrintWriter out) throws InterruptedException {
        String shown = "";
        while (true) {
            String line = indexing.line();
            if (!line.equals(shown)) {
                out.println(line);
                out.flush();
                shown = line;
            }
            String refusal = indexing.refusal();
            if (refusal != null && !Objects.equals(refusal, shown)) {
                spec.commandLine().getErr().println("Indexing ended: " + refusal);
                spec.commandLine().getErr().flush();
                if (once) {
                    return 1;
                }
                Thread.currentThread().join();
            }
            if (once && indexing.isDone() && catalogue.shelf().isCommitted()) {
                indexing.problems().forEach((file, reason) -> out.println("not indexed: " + file + ": " + reason));
                return 0;
            }
            Thread.sleep(LINE_MILLIS);
        }
    }
}
