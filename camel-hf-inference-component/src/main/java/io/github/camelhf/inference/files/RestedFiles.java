package io.github.camelhf.inference.files;

import java.io.File;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.jspecify.annotations.Nullable;

/**
 * Accepts files to which nobody writes any more. A local file may be old enough at the first look. Otherwise, and for a server, whose
 * clock and time zone nobody knows, it has to look the same for as long: then this remembers it from poll to poll.
 */
public final class RestedFiles<T> implements GenericFileFilter<T> {

    /** As browsers, WinSCP, rsync and others call what they have not finished. */
    private static final Set<String> UNFINISHED =
            Set.of("part", "partial", "filepart", "tmp", "crdownload", "opdownload", "download", "!qb", "!ut", "aria2");

    private static final int FEW = 10_000;
    private static final long DAY = Duration.ofDays(1).toNanos();
    private static final long PAUSE = Duration.ofMinutes(1).toNanos();
    private static final int MOST_PAUSED = 100_000;

    /** What a file looked like, since when, and when that was last seen. */
    private record Look(long modified, long length, long since, long last) {}

    private final Map<String, Look> looks = new ConcurrentHashMap<>();
    private final Map<String, Long> paused = new ConcurrentHashMap<>();
    private final Duration rest;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private volatile @Nullable GenericFileFilter<T> first;

    /** Only the polling thread grows the map. */
    private int most = FEW;

    public RestedFiles(Duration rest, Clock clock, LongSupplier nanoTime) {
        this.rest = rest;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** A filter that a file has to pass before, such as the endpoint's own. */
    public void setFirst(@Nullable GenericFileFilter<T> filter) {
        first = filter;
    }

    @Override
    public boolean accept(GenericFile<T> file) {
        GenericFileFilter<T> before = first;
        if (before != null && !before.accept(file)) {
            return false;
        }
        return file.isDirectory() || (!isUnfinished(file.getFileNameOnly()) && !isPaused(file) && rests(file));
    }

    private boolean isPaused(GenericFile<T> file) {
        Long since = paused.get(file.getAbsoluteFilePath());
        if (since == null) {
            return false;
        }
        if (nanoTime.getAsLong() - since < PAUSE) {
            return true;
        }
        paused.remove(file.getAbsoluteFilePath());
        return false;
    }

    /** What could not be moved has its next turn in a minute: each one is a call of the server. */
    public void pause(GenericFile<T> file) {
        if (paused.size() < MOST_PAUSED) {
            paused.put(file.getAbsoluteFilePath(), nanoTime.getAsLong());
        }
    }

    private static boolean isUnfinished(String name) {
        return UNFINISHED.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    private boolean rests(GenericFile<T> file) {
        if (file.getFile() instanceof File && isOld(file.getLastModified())) {
            return true;
        }
        forgetWhatVanished();
        long now = nanoTime.getAsLong();
        Look look = looks.merge(
                file.getAbsoluteFilePath(),
                new Look(file.getLastModified(), file.getFileLength(), now, now),
                (before, seen) -> before.modified == seen.modified && before.length == seen.length
                        ? new Look(before.modified, before.length, before.since, now)
                        : seen);
        return now - look.since >= rest.toNanos();
    }

    /** A time that lies ahead says nothing. */
    private boolean isOld(long modified) {
        long age = clock.millis() - modified;
        return age >= rest.toMillis();
    }

    /** Whether a local file still is there as it was listed; about a file on a server nothing is known. */
    public boolean isUnchanged(GenericFile<T> file) {
        if (!(file.getFile() instanceof File)) {
            return true;
        }
        File local = new File(file.getAbsoluteFilePath()); // with preMove no longer where it was listed
        return local.isFile()
                && local.length() == file.getFileLength()
                && local.lastModified() == file.getLastModified();
    }

    /** After its turn it counts as new. */
    public void forget(GenericFile<T> file) {
        looks.remove(file.getAbsoluteFilePath());
    }

    private void forgetWhatVanished() {
        if (looks.size() > most) {
            long now = nanoTime.getAsLong();
            looks.values().removeIf(look -> now - look.last > DAY);
            most = Math.max(FEW, 2 * looks.size());
        }
    }
}
