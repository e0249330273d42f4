package io.github.camelhf.inference.examples.ftp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ftpserver.ftplet.DataConnectionFactory;
import org.apache.ftpserver.ftplet.DefaultFtpReply;
import org.apache.ftpserver.ftplet.DefaultFtplet;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.FtpFile;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.apache.ftpserver.ftplet.FtpSession;
import org.apache.ftpserver.ftplet.FtpletResult;

/** Ends data connections after the first half of a file; every second time the control connection with it. */
final class FtpCut extends DefaultFtplet {

    private final AtomicInteger left;

    FtpCut(AtomicInteger left) {
        this.left = left;
    }

    @Override
    public FtpletResult onDownloadStart(FtpSession session, FtpRequest request) throws FtpException, IOException {
        int cut = left.getAndUpdate(number -> Math.max(0, number - 1));
        if (cut == 0) {
            return FtpletResult.DEFAULT;
        }
        FtpFile file = session.getFileSystemView().getFile(request.getArgument());
        session.write(new DefaultFtpReply(150, "File status okay"));
        DataConnectionFactory connections = session.getDataConnection();
        try (InputStream content = file.createInputStream(0)) {
            byte[] half = content.readNBytes((int) (file.getSize() / 2));
            connections.openConnection().transferToClient(session, new ByteArrayInputStream(half));
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new FtpException(e);
        } finally {
            connections.closeDataConnection();
        }
        if (cut % 2 == 0) {
            return FtpletResult.DISCONNECT;
        }
        session.write(new DefaultFtpReply(426, "Connection closed"));
        return FtpletResult.SKIP;
    }
}
