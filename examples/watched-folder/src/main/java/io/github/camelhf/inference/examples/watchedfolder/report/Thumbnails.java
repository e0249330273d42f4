package io.github.camelhf.inference.examples.watchedfolder.report;

import io.github.camelhf.inference.examples.watchedfolder.files.Boundary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Small previews, one file for each content: {@code thumbnails/<2 hex>/<sha256>.jpg}. One that is there is not made again. Two threads
 * make them, and a short queue holds back whoever asks for more, so that memory depends neither on their number nor on that of the
 * files.
 */
final class Thumbnails implements AutoCloseable {

    private static final int THREADS = 2;
    private static final int QUEUE = 32;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final Path folder;
    private final Boundary boundary;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS - 1,
            THREADS - 1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            new ThreadPoolExecutor.CallerRunsPolicy());
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicLong made = new AtomicLong();

    /** @param report the folder of the page */
    Thumbnails(Path report) {
        this.folder = report;
        this.boundary = new Boundary(report);
    }

    /** Where the preview is, as seen from the page. The name comes from the log, so it has to be a hash. */
    static boolean isName(String sha256) {
        return SHA256.matcher(sha256).matches();
    }

    static Path file(Path report, String sha256) {
        return report.resolve("thumbnails").resolve(sha256.substring(0, 2)).resolve(sha256 + ".jpg");
    }

    /** Asks for a preview; helps to make one when too many are waiting. A picture that cannot be read gets none. */
    void want(Path picture, String sha256) {
        if (isName(sha256) && !Boundary.isFile(file(folder, sha256)) && underWay.add(sha256)) {
            threads.execute(() -> make(picture, sha256));
        }
    }

    /**
     * Waits for those that were asked for.
     *
     * @return how many were made
     */
    long finish() throws InterruptedException {
        threads.shutdown();
        while (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
            // Each of them ends: the work is bounded by the pixels of a picture.
        }
        return made.get();
    }

    private void make(Path picture, String sha256) {
        try {
            write(SmallPicture.of(picture), file(folder, sha256));
            made.incrementAndGet();
        } catch (Throwable e) {
            // The page shows a placeholder. A picture that failed to be read is what such a folder is expected to hold,
            // and one
            // that takes more stack or memory than there is must not end the report.
        } finally {
            underWay.remove(sha256);
        }
    }

    private void write(byte[] small, Path file) throws IOException {
        boundary.makeFolderOf(file);
        Path draft = file.resolveSibling("." + file.getFileName() + ".tmp");
        // Of a report that was killed.
        Files.deleteIfExists(draft);
        try {
            Files.write(draft, small, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(draft);
            throw e;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
