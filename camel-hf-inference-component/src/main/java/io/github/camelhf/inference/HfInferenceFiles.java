package io.github.camelhf.inference;

import io.github.camelhf.inference.files.FtpListing;
import io.github.camelhf.inference.files.LocalMove;
import io.github.camelhf.inference.files.NumberedName;
import io.github.camelhf.inference.files.RestedFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.strategy.GenericFileExpressionRenamer;
import org.apache.camel.component.file.strategy.GenericFileRenameProcessStrategy;
import org.apache.camel.component.file.strategy.GenericFileRenamer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a {@code file}, {@code ftp}, {@code ftps} or {@code sftp} consumer take whole files only and replace none where it moves them:
 *
 * <pre>file:inbox?move=sorted/${header.CamelHfInferenceSafeLabel}/${file:name}&amp;moveFailed=failed
 *     &amp;processStrategy=#class:io.github.camelhf.inference.HfInferenceFiles</pre>
 *
 * <p>A file is taken when it has rested for five seconds, or as long as the constructor was told: what is nearer to its last change, or
 * has the name of an unfinished download such as {@code *.part}, is not even listed and its turn comes at a later poll. Nothing
 * sleeps, and files that wait are no obstacle to others.
 *
 * <p>{@code preMove}, {@code move}, {@code moveFailed}, {@code delete} and {@code noop} keep their meaning, except that the second
 * {@code IMG_0001.jpg} comes to lie beside the first as {@code IMG_0001-2.jpg}. On a local disk this holds for several routes and
 * programs that move at the same time; a crash in the middle of a move may leave an empty file there, and the picture in its inbox.
 * On a server it holds for all routes of one program. What cannot be moved stays and rests for a minute.
 *
 * <p>Camel's own options {@code readLock...} have no effect beside it. Each consumer needs an instance of its own, as {@code #class:}
 * makes it. Safe for use by many threads.
 *
 * @param <T> what the consumer calls a file
 */
public final class HfInferenceFiles<T> extends GenericFileRenameProcessStrategy<T> {

    private static final Logger LOG = LoggerFactory.getLogger(HfInferenceFiles.class);

    private static final Duration REST = Duration.ofSeconds(5);

    /** Places to which this program is moving a file right now. */
    private static final Set<String> CLAIMS = ConcurrentHashMap.newKeySet();

    private final RestedFiles<T> rested;
    private boolean deletes;
    private boolean ftp;

    /** Takes files that have rested for five seconds. */
    public HfInferenceFiles() {
        this(REST);
    }

    /**
     * Takes files that have rested for longer or shorter, as in {@code #class:io.github.camelhf.inference.HfInferenceFiles('30s')}.
     *
     * @param rest 0 to 365 days; of a remote file it is measured between polls
     * @throws IllegalArgumentException when it is out of these bounds
     */
    public HfInferenceFiles(Duration rest) {
        if (rest.isNegative() || rest.compareTo(Duration.ofDays(365)) > 0) {
            throw new IllegalArgumentException("HfInferenceFiles takes files that have rested for 0 to 365 days, not "
                    + rest + "; write for example HfInferenceFiles('30s')");
        }
        rested = new RestedFiles<>(rest, Clock.systemUTC(), System::nanoTime);
    }

    @Override
    public void prepareOnStartup(GenericFileOperations<T> operations, GenericFileEndpoint<T> endpoint)
            throws Exception {
        super.prepareOnStartup(operations, endpoint);
        if (endpoint.getFilter() != rested) {
            rested.setFirst(endpoint.getFilter());
            endpoint.setFilter(rested);
        }
        deletes = endpoint.isDelete();
        ftp = endpoint.getScheme().startsWith("ftp");
        setBeginRenamer(renamer(endpoint.getPreMove()));
        setFailureRenamer(renamer(endpoint.getMoveFailed()));
        setCommitRenamer(endpoint.isNoop() || deletes ? null : renamer(move(endpoint)));
    }

    /** Without a place of its own a local file goes where Camel puts it; a remote one stays. */
    private @Nullable Expression move(GenericFileEndpoint<T> endpoint) {
        if (endpoint.getMove() != null || !(endpoint instanceof FileEndpoint)) {
            return endpoint.getMove();
        }
        return endpoint.getCamelContext()
                .resolveLanguage("file")
                .createExpression("${file:parent}/.camel/${file:onlyname}");
    }

    private @Nullable GenericFileRenamer<T> renamer(@Nullable Expression name) {
        return name == null ? null : new GenericFileExpressionRenamer<>(name);
    }

    /** False, so that the next poll sees to it, when the file has changed or is gone since it was listed. */
    @Override
    public boolean begin(
            GenericFileOperations<T> operations,
            GenericFileEndpoint<T> endpoint,
            Exchange exchange,
            GenericFile<T> file)
            throws Exception {
        if (!rested.isUnchanged(file) || !super.begin(operations, endpoint, exchange, file)) {
            return false;
        }
        // Here under the name that it has had: preMove gave it another.
        rested.forget(file);
        return true;
    }

    @Override
    public void commit(
            GenericFileOperations<T> operations,
            GenericFileEndpoint<T> endpoint,
            Exchange exchange,
            GenericFile<T> file)
            throws Exception {
        try {
            super.commit(operations, endpoint, exchange, file);
            // What was written over it meanwhile was seen by nobody: it stays, and its turn comes.
            if (deletes && rested.isUnchanged(file)) {
                delete(operations, file);
            }
        } finally {
            rested.forget(file);
        }
    }

    private void delete(GenericFileOperations<T> operations, GenericFile<T> file) {
        String path = file.getAbsoluteFilePath();
        if (!operations.deleteFile(path) && operations.existsFile(path)) {
            rested.pause(file);
            throw new GenericFileOperationFailedException("Cannot delete " + path
                    + ", so it stays and its turn comes again: may this user delete files there?");
        }
    }

    @Override
    public void rollback(
            GenericFileOperations<T> operations,
            GenericFileEndpoint<T> endpoint,
            Exchange exchange,
            GenericFile<T> file)
            throws Exception {
        try {
            super.rollback(operations, endpoint, exchange, file);
        } finally {
            rested.forget(file);
        }
    }

    /** Moves to the first name that is free. Camel would delete what lies there. */
    @Override
    protected GenericFile<T> renameFile(GenericFileOperations<T> operations, GenericFile<T> from, GenericFile<T> to) {
        try {
            return moveToFreeName(operations, from, to);
        } catch (RuntimeException e) {
            rested.pause(from);
            throw e;
        }
    }

    private GenericFile<T> moveToFreeName(GenericFileOperations<T> operations, GenericFile<T> from, GenericFile<T> to) {
        if (!makesFolder(operations, to)) {
            throw new GenericFileOperationFailedException("Cannot create the folder " + to.getParent() + " to move "
                    + from.getFileName() + " to, so it stays and its turn comes again: is it writable?");
        }
        String wanted = to.isAbsolute() ? to.getAbsoluteFilePath() : to.getRelativeFilePath();
        for (int number = 2; !moves(operations, from, to); number++) {
            to.changeFileName(NumberedName.of(wanted, number));
        }
        return to;
    }

    /** The first try says no as well when another route makes the same folder just then. */
    private boolean makesFolder(GenericFileOperations<T> operations, GenericFile<T> to) {
        boolean made = operations.buildDirectory(to.getParent(), to.isAbsolute());
        return made || operations.buildDirectory(to.getParent(), to.isAbsolute());
    }

    private boolean moves(GenericFileOperations<T> operations, GenericFile<T> from, GenericFile<T> to) {
        String place = to.getAbsoluteFilePath();
        if (!CLAIMS.add(place)) {
            return false;
        }
        try {
            return from.getFile() instanceof File
                    ? movesHere(Path.of(from.getAbsoluteFilePath()), Path.of(place))
                    : movesThere(operations, from.getAbsoluteFilePath(), to);
        } finally {
            CLAIMS.remove(place);
        }
    }

    private static boolean movesHere(Path from, Path to) {
        try {
            return LocalMove.moves(from, to);
        } catch (IOException e) {
            throw failed(from, to, e);
        }
    }

    private boolean movesThere(GenericFileOperations<T> operations, String from, GenericFile<T> to) {
        if (isTaken(operations, to.getAbsoluteFilePath())) {
            return false;
        }
        if (!isMoved(operations, from, to.getAbsoluteFilePath())) {
            // A server that ignores case may have the name in other letters. What is random is free everywhere.
            to.changeFileName(
                    NumberedName.random(to.isAbsolute() ? to.getAbsoluteFilePath() : to.getRelativeFilePath()));
            if (!operations.renameFile(from, to.getAbsoluteFilePath())) {
                throw new GenericFileOperationFailedException("The server refused to move " + from + " to "
                        + to.getAbsoluteFilePath()
                        + ", so it stays and its turn comes again: may this user rename files, and write there?");
            }
        }
        return true;
    }

    private boolean isTaken(GenericFileOperations<T> operations, String place) {
        boolean taken = operations.existsFile(place);
        if (!taken && ftp) {
            FtpListing.check(operations, place);
        }
        return taken;
    }

    private boolean isMoved(GenericFileOperations<T> operations, String from, String to) {
        try {
            return operations.renameFile(from, to);
        } catch (GenericFileOperationFailedException e) {
            LOG.debug("The server refused to move {} to {}", from, to, e);
            return false;
        }
    }

    private static GenericFileOperationFailedException failed(Path from, Path to, IOException cause) {
        return new GenericFileOperationFailedException(
                "Cannot move " + from + " to " + to + ", so it stays and its turn comes again: " + cause
                        + "; may this user write there, and is there space?",
                cause);
    }
}
