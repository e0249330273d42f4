package io.github.camelhf.inference.files;

import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.remote.FtpOperations;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPReply;

/**
 * What an FTP server said to the last list of names. Camel takes a list that it did not get for an empty one. Only loaded where
 * {@code camel-ftp} is.
 */
public final class FtpListing {

    /** Some servers say 450 or 550 where nothing has the name. */
    private static final int NO_SUCH_FILE = 550;

    private static final int NO_FILES = 450;

    private FtpListing() {}

    /**
     * Whoever asked whether a name is there asks here whether the answer was one.
     *
     * @throws GenericFileOperationFailedException when there was no list
     */
    public static void check(GenericFileOperations<?> operations, String name) {
        FTPClient client = ((FtpOperations) operations).getClient();
        int code = client.getReplyCode();
        if (!FTPReply.isPositiveCompletion(code) && code != NO_SUCH_FILE && code != NO_FILES) {
            throw new GenericFileOperationFailedException(
                    "The FTP server did not say whether it has " + name
                            + ": it answered the command NLST with "
                            + client.getReplyString().trim()
                            + ". Nothing is moved there, for it could replace a file, and the turn comes again; let the server list names");
        }
    }
}
