package io.github.camelhf.inference.examples.ftp;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpEventListener;

/** Ends connections when the second half of a file is to be read. */
final class SftpCut implements SftpEventListener {

    private final AtomicInteger left;

    SftpCut(AtomicInteger left) {
        this.left = left;
    }

    @Override
    public void reading(
            ServerSession session,
            String remoteHandle,
            FileHandle localHandle,
            long offset,
            byte[] data,
            int dataOffset,
            int dataLength) {
        boolean secondHalf = offset > localHandle.getFile().toFile().length() / 2;
        if (secondHalf && !session.isClosing() && left.getAndUpdate(number -> Math.max(0, number - 1)) > 0) {
            session.close(true);
        }
    }
}
